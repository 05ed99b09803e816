import type { Account, DoctorReport, ProviderApp } from '@mailroom/model';
import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { arrange } from './arrange.ts';
import { LinkMailboxButton } from './link-mailbox-button.tsx';
import { Panel } from './panel.tsx';
import classes from './rehearsal.module.css';
import { StateMark } from './state-mark.tsx';

interface RehearsalProps {
  app: ProviderApp;
  report: DoctorReport | null;
  mailboxes: readonly Account[];
  accountId: string | null;
  pending: boolean;
  onChoose(accountId: string | null): void;
  onRehearse(): void;
}

/** Of the choice to leave the rehearsal out; no account has it as its id. */
const without = 'without';

/** Which mailbox everything is tried with, and how its halves stood, side by side. */
export function Rehearsal({
  app,
  report,
  mailboxes,
  accountId,
  pending,
  onChoose,
  onRehearse,
}: RehearsalProps) {
  const { t } = useTranslation();
  const { rehearsal } = arrange(report?.checks ?? []);
  return (
    <Panel title={t('doctor:rehearsal')} text={t('doctor:rehearsalText')}>
      {mailboxes.length === 0 ? (
        <div className={classes.choice}>
          <p className={classes.none}>{app.ready ? t('doctor:noMailbox') : t('doctor:noMailboxNotReady')}</p>
          <LinkMailboxButton app={app} />
        </div>
      ) : (
        <div className={classes.choice}>
          <Select
            className={classes.select}
            label={t('doctor:mailbox')}
            data={[
              ...mailboxes.map(({ id, address }) => ({ value: id, label: address })),
              { value: without, label: t('doctor:withoutMailbox') },
            ]}
            value={accountId ?? without}
            allowDeselect={false}
            onChange={(value) => onChoose(value === without ? null : value)}
          />
          <Button variant="default" disabled={pending || accountId === null} onClick={onRehearse}>
            {t('doctor:rehearse')}
          </Button>
        </div>
      )}
      {rehearsal.length > 0 && (
        <div className={classes.halves}>
          {rehearsal.map(({ half, checks }) => (
            <div key={half} className={classes.half}>
              <h3 className={classes.name}>{t(`doctor:halves.${half}`)}</h3>
              <ul className={classes.list}>
                {checks.map(({ id, state }) => (
                  <li key={id} className={classes.check}>
                    <span>{t(`report:checks.${id}.title`)}</span>
                    <StateMark state={state} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}
