import { type CompletenessCheck, mendKind } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import classes from './account-page.module.css';

/** When the last check was, and what it mended. */
export function CheckReport({ check: { endedAt, outcome } }: { check: CompletenessCheck }) {
  const { t } = useTranslation();
  const { ago, fullDate } = useLocale();
  if (endedAt === null || outcome === null)
    return <p className={card.line}>{t('accountTruth:neverChecked')}</p>;
  const kinds = mendKind.options.filter((kind) => outcome.mended[kind] !== undefined);
  const when = (
    <time dateTime={endedAt} title={fullDate(endedAt)}>
      {ago(endedAt)}
    </time>
  );
  return (
    <div>
      <p className={card.line}>
        {t('accountTruth:checked')} {when}.{' '}
        {outcome.failure !== null
          ? t('accountTruth:checkCutOff')
          : kinds.length === 0
            ? t('accountTruth:nothingMended')
            : t('accountTruth:mendedIntro')}
      </p>
      {kinds.length > 0 && (
        <ul className={classes.mended}>
          {kinds.map((kind) => (
            <li key={kind}>{t(`accountTruth:mended.${kind}`, { count: outcome.mended[kind] ?? 0 })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
