/**
 * What was done, said in the corner and to a screen reader, with the way back where there is one. One notice stands there, of what
 * was done last: taken back, it gives its place to what was done before. Once it goes, nothing can be taken back any more.
 */
import { Button, Group, Kbd, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shell/announcer.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import classes from './use-undo-toast.module.css';

/** Long enough to read the words and to reach the button with the keyboard. */
const undoMilliseconds = 10_000;

interface Done {
  text: string;
  takeBack(): Promise<void>;
}

export interface UndoToast {
  /** @param takeBack null where nothing brings it back */
  tell(text: string, takeBack: Done['takeBack'] | null): void;
  /** Takes back what was done last, if that is still told. */
  takeBackLast(): void;
}

export function useUndoToast(): UndoToast {
  const { t } = useTranslation();
  const announce = useAnnounce();
  /** Oldest first; the last one is told on the screen. */
  const done = useRef<Done[]>([]);
  const shownId = useRef<string | null>(null);

  return useMemo(() => {
    async function takeBackLast(): Promise<void> {
      const last = done.current.pop();
      if (!last) return;
      showLast();
      try {
        await last.takeBack();
        announce(t('filing:undone'));
      } catch (thrown) {
        notifyFailure(thrown);
      }
    }

    function showLast(): void {
      const before = shownId.current;
      const last = done.current.at(-1);
      shownId.current = last ? crypto.randomUUID() : null;
      if (before !== null) notifications.hide(before);
      if (last && shownId.current) show(shownId.current, last.text);
    }

    function show(id: string, text: string): void {
      notifications.show({
        id,
        autoClose: undoMilliseconds,
        closeButtonProps: { 'aria-label': t('shell:close') },
        onClose: () => {
          if (shownId.current !== id) return;
          shownId.current = null;
          done.current = [];
        },
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{text}</Text>
            <Button
              variant="subtle"
              size="compact-md"
              mih="2.75rem"
              className={classes.undo}
              aria-keyshortcuts="z"
              rightSection={
                <Kbd size="xs" aria-hidden className={classes.key}>
                  z
                </Kbd>
              }
              onClick={() => void takeBackLast()}
            >
              {t('filing:undo')}
            </Button>
          </Group>
        ),
      });
    }

    return {
      tell(text, takeBack) {
        announce(text);
        if (takeBack) {
          done.current.push({ text, takeBack });
          showLast();
        } else {
          notifications.show({ message: text, closeButtonProps: { 'aria-label': t('shell:close') } });
        }
      },
      takeBackLast: () => void takeBackLast(),
    };
  }, [t, announce]);
}
