import type { RefusedIntent } from '@mailroom/model';
import { FailureNotice, visible } from '@mailroom/ui';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import classes from './refused-intents.module.css';

/** What the provider would not do, in its words, with what a person can do about it. Nothing while there is none. */
export function RefusedIntents() {
  const refused = useQuery(read('listRefusedIntents', {})).data?.intents ?? [];
  const alike = Map.groupBy(refused, ({ kind, folderId, failure }) =>
    [kind, folderId, failure.kind, failure.quote].join(' '),
  );
  if (refused.length === 0) return null;
  return (
    <div className={classes.refused}>
      {[...alike].map(([key, intents]) => (
        <Refused key={key} intents={intents} />
      ))}
    </div>
  );
}

function Refused({ intents }: { intents: readonly RefusedIntent[] }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const ids = intents.map(({ id }) => id);
  const { mutate, isPending } = useMutation({
    mutationFn: (name: 'retryIntents' | 'dismissIntents') => call(name, { body: { ids } }),
    onError: notifyFailure,
    onSettled: () => void cache.invalidateQueries({ queryKey: read('listRefusedIntents', {}).queryKey }),
  });
  const [first] = intents;
  if (!first) return null;
  const { kind } = first;
  const count = intents.length;
  const subject = visible(first.subject).trim() || t('mail:noSubject');
  // Done, if by half: there is nothing to try again.
  const isDone = first.failure.kind === 'left-marked';
  const title = () => {
    if (isDone) return t('filing:leftMarked');
    return count === 1
      ? t(`filing:refused.${kind}`, { subject })
      : t(`filing:refusedTogether.${kind}`, { count });
  };
  return (
    <FailureNotice failure={{ ...first.failure, next: { do: 'choose' } }} title={title()} foldsQuote>
      <Group gap="xs" mt="sm">
        {!isDone && (
          <Button size="xs" variant="default" loading={isPending} onClick={() => mutate('retryIntents')}>
            {t('filing:retry')}
          </Button>
        )}
        <Button size="xs" variant="subtle" disabled={isPending} onClick={() => mutate('dismissIntents')}>
          {t('filing:dismiss')}
        </Button>
      </Group>
    </FailureNotice>
  );
}
