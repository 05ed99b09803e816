import {
  asFailure,
  type InvitationInput,
  invitationInput,
  type NewInvitation,
  personRole,
} from '@mailroom/model';
import { Button, Checkbox, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { MadeLink } from './made-link.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

/** Whom to invite and as what; then the link, this once. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewInvitation | null>(null);
  const close = () => {
    onClose();
    setMade(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(made ? 'people:invitedTitle' : 'people:invite')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      {made ? <MadeLink made={made} onClose={close} /> : <InviteForm onMade={setMade} onClose={close} />}
    </Modal>
  );
}

interface Values {
  email: string;
  role: 'administrator' | 'member';
  groupIds: string[];
  send: boolean;
}

function inputOf({ email, send, ...values }: Values): InvitationInput {
  const address = email.trim();
  return { ...values, email: address === '' ? null : address, send: send && address !== '' };
}

const checked = validateWith(invitationInput);

function InviteForm({ onMade, onClose }: { onMade(made: NewInvitation): void; onClose(): void }) {
  const { t } = useTranslation();
  const changed = usePeopleChanged();
  const groups = useQuery(read('listGroups', {})).data?.groups ?? [];
  const canMail = useQuery(read('listInvitations', {})).data?.canMail ?? false;
  const form = useForm<Values>({
    initialValues: { email: '', role: 'member', groupIds: [], send: true },
    validate: (values) => checked(inputOf(values)),
  });
  const invite = useMutation({
    mutationFn: (values: Values) =>
      call('createInvitation', { body: inputOf({ ...values, send: values.send && canMail }) }),
    onSuccess: async (made) => {
      onMade(made);
      await changed();
    },
    onError: (thrown) => {
      const { email } = asFailure(thrown).detail;
      if (email === 'taken' || email === 'invited') form.setFieldError('email', t(`people:emails.${email}`));
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('people:email')}
          description={t('people:emailHint')}
          type="email"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <Select
          label={t('people:role')}
          description={t(`people:roleMeans.${form.values.role}`)}
          data={personRole.options.map((value) => ({ value, label: t(`people:roles.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        {groups.length > 0 && (
          <MultiSelect
            label={t('people:groups')}
            data={groups.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('groupIds')}
          />
        )}
        {canMail && (
          <Checkbox
            label={t('people:send')}
            disabled={form.values.email.trim() === ''}
            {...form.getInputProps('send', { type: 'checkbox' })}
          />
        )}
        {form.errors.email === undefined && <FormFailure thrown={invite.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t('people:makeInvitation')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
