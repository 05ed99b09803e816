import type { NewInvitation } from '@mailroom/model';
import { CopyAction, useLocale } from '@mailroom/ui';
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The link of an invitation, which is shown this once. */
export function MadeLink({ made, onClose }: { made: NewInvitation; onClose(): void }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const { link, mail, invitation } = made;
  const address = invitation.email ?? '';
  return (
    <Stack gap="md">
      {mail === 'sent' && <Alert color="green">{t('people:mails.sent', { address })}</Alert>}
      {mail === 'failed' && <Alert color="orange">{t('people:mails.failed', { address })}</Alert>}
      <Text size="sm">{t('people:linkText', { date: date(invitation.expiresAt) })}</Text>
      <TextInput
        label={t('people:link')}
        value={link}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        rightSection={<CopyAction value={link} />}
      />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('people:done')}</Button>
      </Group>
    </Stack>
  );
}
