import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

/** A part of the doctor's page that asks something of its reader, with what it is for. */
export function Panel({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.panel} aria-labelledby={heading}>
      <h2 id={heading} className={classes.title}>
        {title}
      </h2>
      <p className={classes.text}>{text}</p>
      {children}
    </section>
  );
}
