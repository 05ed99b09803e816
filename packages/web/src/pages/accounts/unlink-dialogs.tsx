import type { Account } from '@mailroom/model';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Confirm } from '../../shell/confirm.tsx';

export interface Unlinked {
  address: string;
  access: Account['access'];
  /** Where access is withdrawn at the provider; null where it has no such page. */
  withdrawUrl: string | null;
}

interface UnlinkDialogProps {
  account: Account;
  opened: boolean;
  onClose(): void;
  onUnlinked(unlinked: Unlinked): void;
}

export function UnlinkDialog({ account, opened, onClose, onUnlinked }: UnlinkDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { id, address, access } = account;
  const unlink = useMutation({
    mutationFn: () => call('unlinkAccount', { params: { id } }),
    onSuccess: async ({ withdrawUrl }) => {
      onClose();
      onUnlinked({ address, access, withdrawUrl });
      await cache.invalidateQueries();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t('accounts:unlinkTitle', { address })}
      text={[t('accounts:unlinkText'), t('accounts:unlinkKept')]}
      action={t('accounts:unlink')}
      pending={unlink.isPending}
      failure={<FormFailure thrown={unlink.error} />}
      onConfirm={() => unlink.mutate()}
      onClose={onClose}
    />
  );
}

/** What is left to do at the provider, by what Mailroom held of the account. */
export function UnlinkedDialog({ unlinked, onClose }: { unlinked: Unlinked | null; onClose(): void }) {
  const { t } = useTranslation();
  const { address = '', access = 'sign-in', withdrawUrl = null } = unlinked ?? {};
  return (
    <Modal
      opened={unlinked !== null}
      onClose={onClose}
      title={t('accounts:unlinkedTitle', { address })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Text size="sm">
        {access === 'sign-in' && withdrawUrl === null
          ? t('accounts:unlinkedNoPage')
          : t(`accounts:unlinkedAccess.${access}`)}
      </Text>
      <Group justify="flex-end" mt="lg">
        {access === 'sign-in' && withdrawUrl !== null && (
          <Button
            variant="default"
            component="a"
            href={withdrawUrl}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('accounts:withdraw')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('shell:close')}
        </Button>
      </Group>
    </Modal>
  );
}
