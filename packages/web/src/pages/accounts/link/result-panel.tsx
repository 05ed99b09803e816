import { type ReactNode, useEffect, useRef } from 'react';
import classes from './result-panel.module.css';

interface ResultPanelProps {
  title: string;
  text?: string;
  children?: ReactNode;
}

/** What a search came to. It takes the focus when it appears, so that a screen reader goes on here, and the next Tab with it. */
export function ResultPanel({ title, text, children }: ResultPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.panel} data-result>
      <h2 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h2>
      {text && <p className={classes.text}>{text}</p>}
      {children}
    </section>
  );
}
