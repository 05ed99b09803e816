import { type OverseenAccount, type OversightAction, oversightAction } from '@mailroom/model';
import { Button, CloseButton } from '@mantine/core';
import {
  type Icon,
  IconMailQuestion,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './bulk-bar.module.css';
import { isFor } from './is-for.ts';

const icons: Record<OversightAction, Icon> = {
  sync: IconRefresh,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  'ask-owner': IconMailQuestion,
};

interface BulkBarProps {
  chosen: readonly OverseenAccount[];
  busy: boolean;
  onAct(action: OversightAction): void;
  onClear(): void;
}

/** What can be done about the accounts that are chosen. An action that none of them is in a state for cannot be pressed. */
export function BulkBar({ chosen, busy, onAct, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  if (chosen.length === 0) return null;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('oversight:chosen', { count: chosen.length })}>
      <CloseButton aria-label={t('oversight:clear')} title={t('oversight:clear')} onClick={onClear} />
      <span className={classes.count} aria-live="polite">
        {t('oversight:chosen', { count: chosen.length })}
      </span>
      {oversightAction.options.map((action) => {
        const Mark = icons[action];
        return (
          <Button
            key={action}
            size="xs"
            variant="default"
            leftSection={<Mark size={16} aria-hidden />}
            disabled={busy || !chosen.some((account) => isFor(action, account))}
            onClick={() => onAct(action)}
          >
            {t(`oversight:actions.${action}`)}
          </Button>
        );
      })}
    </div>
  );
}
