import type { BrokenGlass } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { NoticeLine } from '../../shell/notice-line.tsx';
import classes from '../../shell/notices.module.css';
import { useColleagues } from './use-colleagues.ts';
import { useEndGlass, useGlassChanged, useNoteGlass } from './use-glass.ts';

/**
 * On every screen of an owner whose mailbox an administrator opened by breaking the glass: while it is open, and afterwards until they
 * have taken note. On the administrator's, what they have open.
 */
export function GlassNotices() {
  const { t } = useTranslation();
  const me = useQuery(read('readMe', {})).data;
  const all = useQuery(read('listBrokenGlass', {})).data?.broken ?? [];
  const shown = all.filter(({ active, noted, personId }) => active || (!noted && personId !== me?.id));
  useEndingOf(shown);
  if (!me || shown.length === 0) return null;
  return (
    <section className={classes.notices} aria-label={t('sharing:glass.announces')}>
      {shown.map((glass) => (
        <GlassNotice key={glass.id} glass={glass} reads={glass.personId === me.id} />
      ))}
    </section>
  );
}

/** It ends by itself: the screen is read again at that moment. */
function useEndingOf(shown: readonly BrokenGlass[]): void {
  const changed = useGlassChanged();
  const next = Math.min(...shown.filter(({ active }) => active).map(({ endsAt }) => Date.parse(endsAt)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another moment makes another timer
  useEffect(() => {
    if (!Number.isFinite(next)) return;
    const timer = setTimeout(() => void changed(), Math.max(0, next - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [next]);
}

function GlassNotice({ glass, reads }: { glass: BrokenGlass; reads: boolean }) {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const { nameOf } = useColleagues();
  const accounts = useQuery(read('listAccounts', {})).data?.accounts ?? [];
  const end = useEndGlass(glass.id);
  const note = useNoteGlass(glass.id);
  const { active, beganAt, endsAt, endedAt, reason, personId } = glass;
  const address = accounts.find(({ id }) => id === glass.accountId)?.address ?? '';
  const words = { name: nameOf(personId), address };
  const until = { time: time(endsAt) };
  const what = !active
    ? t('sharing:glass.wasRead', {
        ...words,
        date: date(beganAt),
        from: time(beganAt),
        to: time(endedAt ?? endsAt),
      })
    : reads
      ? t('sharing:glass.youRead', { ...words, ...until })
      : t('sharing:glass.isRead', { ...words, ...until });
  return (
    <NoticeLine tone={active && !reads ? 'bad' : 'warn'} what={what} hide={null} onHide={() => undefined}>
      {reads ? t('sharing:glass.onRecord') : t('sharing:glass.because', { reason })}{' '}
      {active ? (
        <Anchor component="button" type="button" inherit underline="always" onClick={() => end.mutate()}>
          {t('sharing:glass.end')}
        </Anchor>
      ) : (
        <Anchor component="button" type="button" inherit underline="always" onClick={() => note.mutate()}>
          {t('sharing:glass.note')}
        </Anchor>
      )}
    </NoticeLine>
  );
}
