import { type Passkey, passkeyName } from '@mailroom/model';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';

export function PasskeyNameForm({ passkey: { id, name }, onDone }: { passkey: Passkey; onDone(): void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { name },
    validate: validateWith(z.object({ name: passkeyName })),
  });
  const rename = useMutation({
    mutationFn: (body: typeof form.values) => call('renamePasskey', { params: { id }, body }),
    onSuccess: onDone,
  });
  return (
    <form onSubmit={form.onSubmit((values) => rename.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('security:passkeyName')}
          description={t('security:passkeyNameHint')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <FormFailure thrown={rename.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={rename.isPending}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
