import { type Account, type AccountTruth, reaches } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button, Progress } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { Section } from '../provider-apps/section.tsx';
import classes from './account-page.module.css';
import { CheckReport } from './check-report.tsx';
import { missingMessages } from './folder-gap.ts';
import { FolderTable } from './folder-table.tsx';

interface CompletenessSectionProps {
  account: Account;
  truth: AccountTruth;
}

/** Whether all of the mailbox is here: folder by folder, and as the last check found it. */
export function CompletenessSection({ account, truth }: CompletenessSectionProps) {
  const { t } = useTranslation();
  const { check, folders } = truth;
  return (
    <Section title={t('accountTruth:completeness')} text={t('accountTruth:completenessText')}>
      <div className={card.card}>
        <div className={card.head}>
          <div className={card.words}>
            <Verdict truth={truth} />
          </div>
          <div className={card.actions}>
            {reaches(account.level, 'manage') && <CheckButton account={account} check={check} />}
          </div>
        </div>
        <CheckRuns check={check} />
        <CheckReport check={check} />
      </div>
      <FolderTable folders={folders} />
    </Section>
  );
}

function Verdict({ truth: { folders, messages, pendingTexts } }: { truth: AccountTruth }) {
  const { t } = useTranslation();
  const missing = missingMessages(folders);
  const complete = missing === 0;
  const Icon = complete ? IconCircleCheck : IconInfoCircle;
  return (
    <>
      <p className={classes.verdict} data-tone={complete ? 'good' : 'warn'}>
        <Icon size={18} aria-hidden />
        {complete
          ? t('accountTruth:allHere', { count: messages })
          : t('accountTruth:stillMissing', { count: missing })}
      </p>
      {pendingTexts > 0 && (
        <p className={card.line}>{t('accountTruth:pendingTexts', { count: pendingTexts })}</p>
      )}
    </>
  );
}

function CheckButton({ account, check }: { account: Account; check: AccountTruth['check'] }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const params = { id: account.id };
  const ask = useMutation({
    mutationFn: () => call('checkAccount', { params }),
    onSuccess: () => {
      announce(t('accountTruth:checkAsked'));
      return cache.invalidateQueries({ queryKey: ['readAccountTruth', { params }] });
    },
    onError: notifyFailure,
  });
  const underWay = check.begunAt !== null || check.askedAt !== null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={ask.isPending}
      disabled={underWay || account.state === 'choosing' || account.state === 'unlinking'}
      onClick={() => ask.mutate()}
    >
      {t('accountTruth:checkNow')}
    </Button>
  );
}

/** How far a check is that runs; or that one waits for the mailbox to be reached. */
function CheckRuns({ check: { askedAt, begunAt, progress } }: { check: AccountTruth['check'] }) {
  const { t } = useTranslation();
  const { number } = useLocale();
  if (begunAt === null)
    return askedAt === null ? null : <p className={card.line}>{t('accountTruth:checkWaits')}</p>;
  const stage = progress?.stage ?? 'entries';
  const counted = progress !== null && progress.total > 0;
  return (
    <div className={classes.running}>
      <p className={card.line}>
        {t(`accountTruth:stages.${stage}`)}
        {counted && stage === 'provider' && (
          <>
            {' · '}
            {t('accountTruth:checkFolders', { done: number(progress.done), total: number(progress.total) })}
          </>
        )}
      </p>
      <Progress
        size="xs"
        value={counted ? (100 * progress.done) / progress.total : 100}
        animated={!counted}
        aria-label={t(`accountTruth:stages.${stage}`)}
      />
    </div>
  );
}
