import type { ReactNode } from 'react';
import card from '../../shell/card.module.css';
import classes from './entry.module.css';

interface EntryProps {
  name: string;
  /** What is known of it, one line each. */
  lines?: readonly string[];
  /** What may be done with it. */
  children?: ReactNode;
}

/** One thing that a person signs in with, or is signed in by. */
export function Entry({ name, lines = [], children }: EntryProps) {
  return (
    <div className={classes.entry}>
      <div className={card.words}>
        <p className={classes.name}>{name}</p>
        {lines.map((line) => (
          <p key={line} className={card.line}>
            {line}
          </p>
        ))}
      </div>
      {children && <div className={card.actions}>{children}</div>}
    </div>
  );
}
