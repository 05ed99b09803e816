/** What was sent and is held: told in the corner for as long as it can be taken back, with the way back. */
import type { Outgoing } from '@mailroom/model';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';

export function useHeldToast(): (outgoing: Outgoing, takenBack: () => void) => void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  return (outgoing, takenBack) => {
    if (outgoing.heldUntil === null) return;
    const toast = notifications.show({
      // The server's clock and this one's may differ: how long it is held is told by the server's alone.
      autoClose: Date.parse(outgoing.heldUntil) - Date.parse(outgoing.createdAt),
      closeButtonProps: { 'aria-label': t('shell:close') },
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text size="sm">{t('reader:replySent')}</Text>
          <Button variant="subtle" size="compact-md" mih="2.75rem" onClick={() => void takeBack()}>
            {t('reader:takeBack')}
          </Button>
        </Group>
      ),
    });
    async function takeBack(): Promise<void> {
      notifications.hide(toast);
      try {
        await call('withdrawOutgoing', { params: { id: outgoing.id } });
        takenBack();
        announce(t('reader:takenBack'));
      } catch (thrown) {
        notifyFailure(thrown);
      }
    }
  };
}
