import type { TablerIcon } from '@tabler/icons-react';
import classes from './mark.module.css';

export interface MarkLook {
  icon: TablerIcon;
  tone: 'good' | 'bad' | 'warn' | 'accent' | 'muted';
}

/** How something stands, as a sign and a word: neither colour nor shape alone carries it. */
export function Mark({ icon: Icon, tone, children }: MarkLook & { children: string }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={18} aria-hidden /> {children}
    </span>
  );
}
