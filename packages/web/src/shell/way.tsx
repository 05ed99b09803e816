import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ComponentType } from 'react';
import classes from './way.module.css';

interface WayProps extends ComponentPropsWithRef<'a'> {
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  title: string;
  hint: string;
  /** A further line, in the colour of what counts. */
  note?: string;
}

function WayAnchor({ icon: Icon, title, hint, note, ...anchor }: WayProps) {
  return (
    <UnstyledButton component="a" {...anchor} className={classes.way}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <span className={classes.words}>
        <strong>{title}</strong>
        <span>{hint}</span>
        {note !== undefined && <span className={classes.note}>{note}</span>}
      </span>
      <IconChevronRight size={18} aria-hidden />
    </UnstyledButton>
  );
}

/** One way on to another screen, with a line about it. */
export const Way = createLink(WayAnchor);
