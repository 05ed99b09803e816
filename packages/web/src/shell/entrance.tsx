import type { ReactNode } from 'react';
import classes from './entrance.module.css';
import { useTitle } from './use-title.ts';

/** The page before the app: sign-in and the first administrator. */
export function Entrance({
  title,
  text,
  children,
  foot,
}: {
  title: string;
  text?: string;
  children: ReactNode;
  foot?: string;
}) {
  useTitle(title);
  return (
    <main className={classes.entrance}>
      <div className={classes.card}>
        <p className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} /> Mailroom
        </p>
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </div>
      {foot && <p className={classes.foot}>{foot}</p>}
    </main>
  );
}
