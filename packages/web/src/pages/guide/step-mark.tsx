import type { StepState } from '@mailroom/model/guide/steps';
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconProgressCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Mark, type MarkLook } from '../../shell/mark.tsx';

const looks: Readonly<Record<StepState, MarkLook>> = {
  todo: { icon: IconCircleDashed, tone: 'muted' },
  right: { icon: IconCircleCheck, tone: 'good' },
  wrong: { icon: IconCircleX, tone: 'bad' },
  unsure: { icon: IconProgressCheck, tone: 'accent' },
};

export function StepMark({ state }: { state: StepState }) {
  const { t } = useTranslation();
  return <Mark {...looks[state]}>{t(`guide:states.${state}`)}</Mark>;
}
