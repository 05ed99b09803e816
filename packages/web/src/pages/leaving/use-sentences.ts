import type { AccountFate, Departure, DepartureStep } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';

/** Counts that sentences are made of, in the order in which they are told. */
export const things = [
  'sessions',
  'keys',
  'passkeys',
  'authenticator',
  'connections',
  'invitations',
  'sharedWithThem',
  'conversations',
  'groups',
  'glasses',
] as const;
type Thing = (typeof things)[number];

export type Counts = Partial<Record<Thing, number>>;

export interface Sentences {
  /** What ends, in words; empty where nothing does. */
  ending(counts: Counts): string[];
  /** What becomes of an account. */
  fate(address: string, fate: AccountFate): string;
  step(step: DepartureStep): string;
  /** The report as a text of its own. */
  report(name: string, departure: Departure): string;
}

/** The plan in words: the same before it is done, on the screen afterwards, and in the report that is kept. */
export function useSentences(): Sentences {
  const { t } = useTranslation();
  const { date, day, list, time } = useLocale();
  const people = useQuery(read('listPeople', {})).data?.people ?? [];
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;

  const ending = (counts: Counts) =>
    things.flatMap((thing) => {
      const count = counts[thing] ?? 0;
      return count > 0 ? [t(`leaving:things.${thing}`, { count })] : [];
    });

  const fate = (address: string, decided: AccountFate): string => {
    switch (decided.kind) {
      case 'hand-over': {
        const said = t('leaving:said.handed', { address, name: nameOf(decided.to) });
        return decided.reason === null
          ? said
          : `${said} ${t('leaving:said.reason', { reason: decided.reason })}`;
      }
      case 'keep':
        return decided.until === null
          ? t('leaving:said.kept', { address })
          : t('leaving:said.keptUntil', { address, date: day(decided.until) });
      case 'purge':
        return t('leaving:said.purged', { address, date: day(decided.on) });
    }
  };

  const step = ({ kind, outcome, address, fate: decided }: DepartureStep): string => {
    if (kind === 'account') {
      if (!decided) return address ?? '';
      const heir = decided.kind === 'hand-over' ? nameOf(decided.to) : '';
      const { instead, stopped } = outcome;
      if (instead === 'heir-gone' || instead === 'heir-has-it' || instead === 'gone') {
        return t(`leaving:instead.${instead}`, { address, name: heir });
      }
      const said = fate(address ?? '', decided);
      return typeof stopped === 'number' && stopped > 0
        ? `${said} ${t('leaving:said.stopped', { count: stopped })}`
        : said;
    }
    const counts = Object.fromEntries(
      Object.entries(outcome).filter(([, count]) => typeof count === 'number'),
    );
    const ended = ending(counts);
    if (ended.length === 0) return t(`leaving:steps.${kind}`);
    return t(`leaving:stepsWith.${kind}`, { things: list(ended) });
  };

  const report = (name: string, departure: Departure): string =>
    [
      t('leaving:reportTitle', { name }),
      t('leaving:decidedBy', { name: departure.madeBy.name, date: date(departure.madeAt) }),
      '',
      ...departure.steps.map((each) =>
        each.doneAt === null
          ? `– ${step(each)} ${t('leaving:waits')}`
          : `${date(each.doneAt)} ${time(each.doneAt)}  ${step(each)}`,
      ),
      '',
      t('leaving:keptName', { count: departure.namedForDays }),
      '',
    ].join('\n');

  return { ending, fate, step, report };
}
