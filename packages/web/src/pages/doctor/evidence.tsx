import type { CheckResult } from '@mailroom/model';
import { useTranslation } from 'react-i18next';
import classes from './check-result.module.css';
import { CopyBlock } from './copy-block.tsx';

/** What was asked and what came back, both as they went over the wire. */
export function Evidence({ asked, answered }: Pick<CheckResult, 'asked' | 'answered'>) {
  const { t } = useTranslation();
  return (
    <dl className={classes.evidence}>
      <dt>{t('report:labels.asked')}</dt>
      <dd>
        <CopyBlock text={asked} />
      </dd>
      <dt>{t('report:labels.answered')}</dt>
      <dd>{answered === null ? t('report:nothing') : <CopyBlock text={answered} />}</dd>
    </dl>
  );
}
