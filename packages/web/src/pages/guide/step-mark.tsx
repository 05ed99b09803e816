import type { StepState } from '@mailroom/model/guide/steps';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconProgressCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './step-mark.module.css';

const icons: Readonly<Record<StepState, TablerIcon>> = {
  todo: IconCircleDashed,
  right: IconCircleCheck,
  wrong: IconCircleX,
  unsure: IconProgressCheck,
};

/** How a step stands, as a sign and a word. */
export function StepMark({ state }: { state: StepState }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={18} aria-hidden /> {t(`guide:states.${state}`)}
    </span>
  );
}
