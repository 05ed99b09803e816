import { type Vitals, vital } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import classes from './vitals-summary.module.css';

const lookAgain = 30_000;
const gibibyte = 1024 ** 3;

const tones: Record<Vitals['state'], 'good' | 'warn' | 'bad'> = {
  right: 'good',
  unwell: 'warn',
  wrong: 'bad',
};

/** The same that probes and metrics are told, in words. */
export function VitalsSummary() {
  const { t } = useTranslation();
  const { number } = useLocale();
  const { data } = useQuery({ ...read('readVitals', {}), refetchInterval: lookAgain });
  if (!data) return null;
  const { state, parts, accounts, failingApps, disk } = data;
  const tenths = (octets: number): string => number(Math.round((octets / gibibyte) * 10) / 10);
  const facts = [
    t('oversight:total', { count: accounts.all }),
    ...(accounts.unwell > 0 ? [t('oversight:unwellNow', { count: accounts.unwell })] : []),
    ...(failingApps > 0 ? [t('oversight:failingApps', { count: failingApps })] : []),
    t('oversight:disk', { free: tenths(disk.free), size: tenths(disk.size) }),
  ];
  return (
    <section className={classes.summary} aria-label={t('oversight:health')}>
      <p className={`${classes.whole} ${card.state}`}>
        <span className={card.dot} data-tone={tones[state]} aria-hidden />
        {t(`oversight:healths.${state}`)}
      </p>
      <p className={classes.facts}>{facts.join(' · ')}</p>
      {vital.options
        .filter((part) => parts[part] !== 'right')
        .map((part) => (
          <p key={part} className={classes.part} data-tone={tones[parts[part]]}>
            {t(`oversight:parts.${part}`)}
          </p>
        ))}
    </section>
  );
}
