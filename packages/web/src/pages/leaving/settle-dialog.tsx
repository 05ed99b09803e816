import type { AccountFate, LeavingAccount } from '@mailroom/model';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { usePeopleChanged } from '../people/use-people-changed.ts';
import { FateFields } from './fate-fields.tsx';
import { fateOf, undecided } from './fate-values.ts';

interface SettleDialogProps {
  leaver: { id: string; name: string };
  /** Null while closed. */
  account: LeavingAccount | null;
  onClose(): void;
}

/** Decides otherwise about an account that is still there. */
export function SettleDialog({ leaver, account, onClose }: SettleDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={account !== null}
      onClose={onClose}
      title={t('leaving:otherwiseTitle')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      {account && <SettleForm key={account.id} leaver={leaver} account={account} onClose={onClose} />}
    </Modal>
  );
}

function SettleForm({
  leaver,
  account: { id: accountId, address },
  onClose,
}: SettleDialogProps & { account: LeavingAccount }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const changed = usePeopleChanged();
  const me = useQuery(read('readMe', {})).data?.id;
  const [values, setValues] = useState(undecided);
  const fate = fateOf(values, me);
  const params = { id: leaver.id, accountId };
  const settle = useMutation({
    mutationFn: (body: AccountFate) => call('settleLeftAccount', { params, body }),
    onSuccess: async (done) => {
      onClose();
      cache.setQueryData(read('readLeaving', { params: { id: leaver.id } }).queryKey, done);
      await changed();
    },
  });
  return (
    <Stack gap="md">
      <FateFields
        leaver={leaver}
        label={t('leaving:what', { address })}
        values={values}
        onChange={setValues}
      />
      <FormFailure thrown={settle.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell:cancel')}
        </Button>
        <Button
          disabled={fate === null}
          loading={settle.isPending}
          onClick={() => fate && settle.mutate(fate)}
        >
          {t('shell:save')}
        </Button>
      </Group>
    </Stack>
  );
}
