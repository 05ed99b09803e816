import type { ReactNode } from 'react';
import classes from './page.module.css';
import { useTitle } from './use-title.ts';

/** A screen other than mail: one heading, its actions, its content in a readable width. */
export function Page({
  title,
  intro,
  actions,
  wide = false,
  children,
}: {
  title: string;
  intro?: string;
  actions?: ReactNode;
  /** For tables, which are looked over and not read. */
  wide?: boolean;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={classes.scroller}>
      <div className={classes.page} data-wide={wide || undefined}>
        <header className={classes.head}>
          <h1 className={classes.title}>{title}</h1>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
        {intro && <p className={classes.intro}>{intro}</p>}
        {children}
      </div>
    </div>
  );
}
