import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface BarActionProps {
  label: string;
  /** Null where no key does it. */
  keys: string | null;
  disabled?: boolean;
  /** Why it cannot be done: said in the place of the key. It can still be reached, so that the reason can be. */
  refused?: string | null;
  onClick(): void;
  children: ReactNode;
}

/** One thing to do with what is open or chosen: a mark, whose words and key a pointer or a screen reader is told. */
export function BarAction({
  label,
  keys,
  disabled = false,
  refused = null,
  onClick,
  children,
}: BarActionProps) {
  const why = refused ?? keys;
  return (
    <Tooltip label={why === null ? label : `${label} (${why})`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        disabled={disabled}
        {...(refused !== null && {
          'data-disabled': true,
          'aria-disabled': true,
          'aria-description': refused,
        })}
        onClick={() => refused === null && onClick()}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
