import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './conversation-pane.module.css';

/** Closes the conversation where it stands in place of the list. */
export function BackButton({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      className={classes.back}
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('commands:close')}
      onClick={onClose}
    >
      <IconArrowLeft size={20} />
    </ActionIcon>
  );
}
