import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { read } from '../api/read.ts';
import classes from './entrance.module.css';
import { useTitle } from './use-title.ts';

/** The page before the app: sign-in and the first administrator. It shows whose Mailroom this is, where that was said. */
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
  const face = useQuery(read('readFace', {})).data;
  return (
    <main className={classes.entrance}>
      <div className={classes.card}>
        <p className={classes.brand}>
          <img className={classes.logo} src={face?.logo ?? '/icon.svg'} alt="" /> {face?.name || 'Mailroom'}
        </p>
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </div>
      {foot && <p className={classes.foot}>{foot}</p>}
    </main>
  );
}
