/** What was done, said in the corner and to a screen reader, with the way back where there is one. */
import { Button, Group, Kbd, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shell/announcer.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import classes from './use-undo-toast.module.css';

/** Long enough to read the words and to reach the button with the keyboard. */
const undoMilliseconds = 10_000;

export interface UndoToast {
  /** @param takeBack null where nothing brings it back */
  tell(text: string, takeBack: (() => Promise<void>) | null): void;
  /** Takes back what was told last and is still on the screen. */
  takeBackLast(): void;
}

export function useUndoToast(): UndoToast {
  const { t } = useTranslation();
  const announce = useAnnounce();
  /** What can still be taken back, oldest first, by the id of its notice. */
  const open = useRef(new Map<string, () => void>());

  const tell = useCallback<UndoToast['tell']>(
    (text, takeBack) => {
      announce(text);
      const id = `done-${crypto.randomUUID()}`;
      const undo = async (): Promise<void> => {
        open.current.delete(id);
        notifications.hide(id);
        try {
          await takeBack?.();
          announce(t('filing:undone'));
        } catch (thrown) {
          notifyFailure(thrown);
        }
      };
      if (takeBack) open.current.set(id, () => void undo());
      notifications.show({
        id,
        autoClose: undoMilliseconds,
        closeButtonProps: { 'aria-label': t('shell:close') },
        onClose: () => void open.current.delete(id),
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{text}</Text>
            {takeBack && (
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
                onClick={() => void undo()}
              >
                {t('filing:undo')}
              </Button>
            )}
          </Group>
        ),
      });
    },
    [t, announce],
  );
  const takeBackLast = useCallback(() => [...open.current.values()].at(-1)?.(), []);
  return useMemo(() => ({ tell, takeBackLast }), [tell, takeBackLast]);
}
