import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** What a list or a pane says when it holds nothing, and what may be done about it. */
export function EmptyState({
  icon: Mark,
  title,
  text,
  hint,
  heading = false,
  children,
}: {
  icon: Icon;
  title: string;
  text?: string;
  /** What else is worth knowing, in a paragraph of its own: sentences are joined differently from language to language. */
  hint?: string;
  /** Set where this is the whole page. */
  heading?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <Mark size={32} stroke={1.25} className={classes.icon} aria-hidden />
      {heading ? <h1 className={classes.title}>{title}</h1> : <p className={classes.title}>{title}</p>}
      {text && <p className={classes.text}>{text}</p>}
      {hint && <p className={classes.text}>{hint}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
