import { useLongPress } from '@mantine/hooks';
import { type MouseEvent, type TouchEvent, useRef } from 'react';

/** As long as the systems' own long press. */
const holdMs = 450;

/**
 * A finger held on something, which means another thing than a tap: the click that some browsers send when the finger is lifted is
 * swallowed, and so is the menu that others open.
 */
export function useHold(onHold: () => void) {
  const held = useRef(false);
  const touch = useLongPress(
    () => {
      held.current = true;
      onHold();
    },
    { threshold: holdMs, events: ['touch'], cancelOnMove: true },
  );
  return {
    ...touch,
    onTouchStart(event: TouchEvent) {
      held.current = false;
      touch.onTouchStart?.(event);
    },
    onClickCapture(event: MouseEvent) {
      if (!held.current) return;
      held.current = false;
      event.stopPropagation();
    },
    onContextMenu(event: MouseEvent) {
      if (held.current) event.preventDefault();
    },
  };
}
