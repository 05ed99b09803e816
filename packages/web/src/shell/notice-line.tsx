import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconBell } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notices.module.css';

export interface NoticeLineProps {
  tone: 'bad' | 'warn' | 'calm';
  /** What happened, in one sentence. */
  what: string;
  /** What putting it aside is called; null where it stays. */
  hide: string | null;
  onHide(): void;
  /** What follows from it, and where it is seen to. */
  children: ReactNode;
}

/** One notice: what happened, what follows, and the way to the screen where it is mended. */
export function NoticeLine({ tone, what, hide, onHide, children }: NoticeLineProps) {
  const Icon = tone === 'calm' ? IconBell : IconAlertTriangle;
  return (
    <div className={classes.notice} data-tone={tone}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <p className={classes.words}>
        <strong>{what}</strong> {children}
      </p>
      {hide !== null && <CloseButton aria-label={hide} title={hide} onClick={onHide} />}
    </div>
  );
}
