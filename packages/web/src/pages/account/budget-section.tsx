import type { ProviderBudget } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { Section } from '../provider-apps/section.tsx';

/** How much of what the provider lets programs read in a day was used. */
export function BudgetSection({ budget }: { budget: ProviderBudget }) {
  const { t } = useTranslation();
  const { size, fullDate } = useLocale();
  const { usedOctets, dailyOctets, readingOctets, enoughFrom } = budget;
  const used = t('accountTruth:budgetUsed', { used: size(usedOctets), all: size(dailyOctets) });
  return (
    <Section
      title={t('accountTruth:budget')}
      text={t('accountTruth:budgetText', { reading: size(readingOctets) })}
    >
      <div className={card.card}>
        <p className={card.line}>{used}</p>
        <Progress
          size="sm"
          value={Math.min(100, (100 * usedOctets) / dailyOctets)}
          color={enoughFrom === null ? undefined : 'var(--mr-warn)'}
          aria-label={used}
        />
        {enoughFrom !== null && (
          <p className={card.line} data-tone="warn">
            {t('accountTruth:budgetSpent', { from: fullDate(enoughFrom) })}
          </p>
        )}
      </div>
    </Section>
  );
}
