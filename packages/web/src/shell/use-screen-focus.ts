import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

/** The screen a path belongs to. Opening a conversation or another folder stays on the mail screen, whose focus is its own. */
export function screenOf(pathname: string): string {
  return pathname.startsWith('/mail') ? '/mail' : pathname.replace(/\/$/, '');
}

/** Moves the focus to the content when the screen changes, so that a keyboard or a screen reader starts there. */
export function useScreenFocus(main: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', ({ fromLocation, toLocation }) => {
        if (!fromLocation || screenOf(fromLocation.pathname) === screenOf(toLocation.pathname)) return;
        // A screen that begins with a field has put the focus there itself.
        if (main.current?.contains(document.activeElement)) return;
        main.current?.focus({ preventScroll: true });
      }),
    [router, main],
  );
}
