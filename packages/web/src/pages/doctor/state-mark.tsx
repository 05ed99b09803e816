import type { CheckState } from '@mailroom/model';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Mark, type MarkLook } from '../../shell/mark.tsx';

const looks: Readonly<Record<CheckState, MarkLook>> = {
  right: { icon: IconCircleCheck, tone: 'good' },
  wrong: { icon: IconCircleX, tone: 'bad' },
  unsure: { icon: IconAlertTriangle, tone: 'warn' },
  skipped: { icon: IconCircleMinus, tone: 'muted' },
};

export function StateMark({ state }: { state: CheckState }) {
  const { t } = useTranslation();
  return <Mark {...looks[state]}>{t(`report:states.${state}`)}</Mark>;
}
