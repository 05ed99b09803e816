import type { OwnSession } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import classes from './entry.module.css';
import { Entry } from './entry.tsx';

/** Where the person is signed in, and ending it there. */
export function SessionsSection() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const sessions = useQuery(read('listSessions', {}));
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? call('endOtherSessions', {}) : call('endSession', { params: { id } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: read('listSessions', {}).queryKey }),
    onError: notifyFailure,
  });
  return (
    <section className={card.card} aria-label={t('security:sessions')}>
      <h2 className={card.title}>{t('security:sessions')}</h2>
      <Loaded query={sessions}>
        {({ sessions: all }) => (
          <>
            <ul className={classes.entries}>
              {all.map((session) => (
                <li key={session.id}>
                  <SessionEntry session={session} onEnd={() => end.mutate(session.id)} />
                </li>
              ))}
            </ul>
            {all.length > 1 && (
              <div>
                <Button variant="default" loading={end.isPending} onClick={() => end.mutate(null)}>
                  {t('security:endOthers')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function SessionEntry({ session, onEnd }: { session: OwnSession; onEnd(): void }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const { current, browser, system, network, beganAt, usedAt } = session;
  const device = [browser, system].filter(Boolean).join(' · ') || t('security:unknownDevice');
  const facts = [
    current ? t('security:thisOne') : t('security:usedOn', { date: date(usedAt) }),
    t('security:beganOn', { date: date(beganAt) }),
    ...(network === null ? [] : [t('security:fromNetwork', { network })]),
  ];
  return (
    <Entry name={device} lines={[facts.join(' · ')]}>
      {!current && (
        <Button variant="default" aria-label={t('security:endSessionOn', { device })} onClick={onEnd}>
          {t('security:endSession')}
        </Button>
      )}
    </Entry>
  );
}
