import type { AccountEvent } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { Section } from '../provider-apps/section.tsx';
import classes from './account-page.module.css';
import { TimelineChart } from './timeline-chart.tsx';
import { notable } from './timeline-days.ts';

/** Of a longer list a person reads the beginning; the chart has all of it. */
const mostTold = 8;

/** The last thirty days: a chart, and in words what was not as it should be. */
export function TimelineSection({ events }: { events: readonly AccountEvent[] }) {
  const { t } = useTranslation();
  const told = notable(events).slice(0, mostTold);
  return (
    <Section title={t('accountTruth:timeline')} text={t('accountTruth:timelineText')}>
      <TimelineChart events={events} />
      {told.length === 0 ? (
        <p className={card.line}>{t('accountTruth:nothingHappened')}</p>
      ) : (
        <ul className={classes.events}>
          {told.map((event) => (
            <Told key={`${event.hour} ${event.kind} ${event.failure}`} event={event} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Told({ event: { kind, failure, times, waitedSeconds, lastAt } }: { event: AccountEvent }) {
  const { t } = useTranslation();
  const { fullDate, date, time, duration } = useLocale();
  return (
    <li>
      <time className={classes.when} dateTime={lastAt} title={fullDate(lastAt)}>
        {date(lastAt)}, {time(lastAt)}
      </time>
      <span>
        {t(`accountTruth:events.${kind}`)}
        {times > 1 && <> · {t('accountTruth:times', { count: times })}</>}
        {waitedSeconds > 0 && <> · {t('accountTruth:waited', { duration: duration(waitedSeconds) })}</>}
        {failure !== null && <span className={classes.why}>{t(`failures:${failure}`)}</span>}
      </span>
    </li>
  );
}
