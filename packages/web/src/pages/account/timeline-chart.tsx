import type { AccountEvent } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './timeline-chart.module.css';
import { type Lane, lanes, timelineDays, weightOf } from './timeline-days.ts';

const tones: Record<Lane, 'good' | 'busy' | 'warn' | 'bad'> = {
  connected: 'good',
  dropped: 'busy',
  throttled: 'warn',
  failed: 'warn',
  asked: 'bad',
  checked: 'busy',
};

/** Days that are named above the chart, from today backwards. */
const namedEvery = 7;

/** A table whose cells are drawn as marks: what is seen and what is read out are the same numbers. */
export function TimelineChart({ events }: { events: readonly AccountEvent[] }) {
  const { t } = useTranslation();
  const { number, day: written, dayOf, shortDay } = useLocale();
  const days = useMemo(() => timelineDays(events, new Date(), dayOf), [events, dayOf]);
  return (
    <table className={classes.chart}>
      <caption className="mr-sr-only">{t('accountTruth:timeline')}</caption>
      <thead>
        <tr>
          <td />
          {days.map(({ day }, at) => (
            <th key={day} scope="col">
              <span className="mr-sr-only">{written(day)}</span>
              {(days.length - 1 - at) % namedEvery === 0 && (
                <span className={classes.day} aria-hidden>
                  {at === days.length - 1 ? t('accountTruth:today') : shortDay(day)}
                </span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lanes.map((lane) => (
          <tr key={lane}>
            <th scope="row">{t(`accountTruth:lanes.${lane}`)}</th>
            {days.map(({ day, times }) => (
              <td key={day} title={times[lane] > 0 ? `${written(day)}: ${number(times[lane])}` : undefined}>
                <span
                  className={classes.mark}
                  data-tone={tones[lane]}
                  data-weight={weightOf(times[lane])}
                  aria-hidden
                />
                <span className="mr-sr-only">{number(times[lane])}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
