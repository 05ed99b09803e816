import { useEffect } from 'react';

/** The document's title: what a tab, a history entry and a screen reader call this screen. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Mailroom' : `${title} · Mailroom`;
  }, [title]);
}
