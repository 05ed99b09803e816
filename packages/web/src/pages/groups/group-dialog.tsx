import { asFailure, type Group as GroupNoun, groupInput } from '@mailroom/model';
import { Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { usePeopleChanged } from '../people/use-people-changed.ts';

interface GroupDialogProps {
  /** What is edited; null while nothing is. */
  edited: GroupNoun | 'new' | null;
  onClose(): void;
}

export function GroupDialog({ edited, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const group = edited === 'new' ? null : edited;
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      title={group ? t('people:editGroup', { name: group.name }) : t('people:newGroup')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      {edited !== null && <GroupForm group={group} onClose={onClose} />}
    </Modal>
  );
}

function GroupForm({ group, onClose }: { group: GroupNoun | null; onClose(): void }) {
  const { t } = useTranslation();
  const changed = usePeopleChanged();
  const people = useQuery(read('listPeople', {})).data?.people ?? [];
  const form = useForm({
    initialValues: { name: group?.name ?? '', members: group?.members ?? [] },
    validate: validateWith(groupInput),
  });
  const save = useMutation({
    mutationFn: ({ name, members }: typeof form.values) => {
      if (!group) return call('createGroup', { body: { name, members } });
      const add = members.filter((id) => !group.members.includes(id));
      const remove = group.members.filter((id) => !members.includes(id));
      return call('changeGroup', { params: { id: group.id }, body: { name, add, remove } });
    },
    onSuccess: async () => {
      onClose();
      await changed();
    },
    onError: (thrown) => {
      if (asFailure(thrown).detail.name === 'taken') form.setFieldError('name', t('people:groupTaken'));
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput label={t('people:groupName')} data-autofocus {...form.getInputProps('name')} />
        <MultiSelect
          label={t('people:members')}
          description={t('people:membersHint')}
          data={people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          searchable
          {...form.getInputProps('members')}
        />
        {form.errors.name === undefined && <FormFailure thrown={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
