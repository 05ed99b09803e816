import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface BarActionProps {
  label: string;
  keys: string;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

/** One thing to do with what is open or chosen: a mark, whose words and key a pointer or a screen reader is told. */
export function BarAction({ label, keys, disabled = false, onClick, children }: BarActionProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
