import type { Departure, Leaving } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconCheck, IconClock, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { saveFile } from '../provider-apps/save-file.ts';
import { Section } from '../provider-apps/section.tsx';
import { AccountFacts } from './account-facts.tsx';
import classes from './leaving.module.css';
import { SettleDialog } from './settle-dialog.tsx';
import { useSentences } from './use-sentences.ts';

/** What was done and when, and what of theirs is still there. */
export function Report({ person, departure }: { person: Leaving['person']; departure: Departure }) {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const { step: sentence, report } = useSentences();
  const { steps, madeBy, madeAt } = departure;
  return (
    <>
      <Section
        title={t('leaving:done')}
        text={t('leaving:decidedBy', { name: madeBy.name, date: date(madeAt) })}
      >
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step.position} className={classes.step} data-waits={step.doneAt === null || undefined}>
              <span className={classes.mark} aria-hidden>
                {step.doneAt === null ? <IconClock size={16} /> : <IconCheck size={16} />}
              </span>
              <span>
                {sentence(step)}{' '}
                <span className={classes.when}>
                  {step.doneAt === null ? t('leaving:waits') : `${date(step.doneAt)}, ${time(step.doneAt)}`}
                </span>
              </span>
            </li>
          ))}
        </ol>
        <div>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() =>
              saveFile(
                `${t('leaving:fileName')}.txt`,
                report(person.name, departure),
                'text/plain;charset=utf-8',
              )
            }
          >
            {t('leaving:download')}
          </Button>
        </div>
      </Section>
      <Left person={person} departure={departure} />
      <Section title={t('leaving:kept')}>
        <ul className={classes.list}>
          <li>{t('leaving:keptDeeds')}</li>
          <li>{t('leaving:keptName', { count: departure.namedForDays })}</li>
        </ul>
      </Section>
    </>
  );
}

function Left({ person, departure }: { person: Leaving['person']; departure: Departure }) {
  const { t } = useTranslation();
  const { day } = useLocale();
  const [settling, setSettling] = useState<string | null>(null);
  const { left } = departure;
  return (
    <Section title={t('leaving:left')} text={left.length === 0 ? t('leaving:noLeft') : undefined}>
      {left.length > 0 && (
        <ul className={card.cards}>
          {left.map((account) => (
            <li key={account.id} className={card.card}>
              <div className={card.head}>
                <div className={card.words}>
                  <h3 className={card.title}>{account.address}</h3>
                  <AccountFacts account={account} />
                  <p className={card.line} data-tone={account.purgeOn === null ? undefined : 'warn'}>
                    {account.purgeOn === null
                      ? t('leaving:keptOpen')
                      : t('leaving:purgeOn', { date: day(account.purgeOn) })}
                  </p>
                </div>
                <div className={card.actions}>
                  <Button size="xs" variant="default" onClick={() => setSettling(account.id)}>
                    {t('leaving:otherwise')}
                  </Button>
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      <SettleDialog
        leaver={person}
        account={left.find(({ id }) => id === settling) ?? null}
        onClose={() => setSettling(null)}
      />
    </Section>
  );
}
