import type { CheckState } from '@mailroom/model';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './state-mark.module.css';

const icons: Readonly<Record<CheckState, TablerIcon>> = {
  right: IconCircleCheck,
  wrong: IconCircleX,
  unsure: IconAlertTriangle,
  skipped: IconCircleMinus,
};

/** A state as a sign and a word: neither colour nor shape alone carries it. */
export function StateMark({ state }: { state: CheckState }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={18} aria-hidden /> {t(`report:states.${state}`)}
    </span>
  );
}
