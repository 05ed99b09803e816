import { googleAppInput, microsoftAppInput } from '@mailroom/model';
import { tenantKindOf } from '@mailroom/model/guide/audience';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { useGuide } from './guide-context.ts';
import { useSaveApp } from './save-app.ts';

/** The identifiers of a registration made by hand. */
export function ClientIdForm() {
  const { t } = useTranslation();
  const { app } = useGuide();
  const save = useSaveApp();
  const google = app.provider === 'google';
  // Named by its domain so far, or by nothing: the ID stands beside the client ID, and one copy is as easy as none.
  const asksDirectory = !google && tenantKindOf(app.tenant ?? 'common') === 'directory';
  const schema = google
    ? googleAppInput.pick({ clientId: true })
    : microsoftAppInput.pick({ clientId: true, ...(asksDirectory ? { tenant: true as const } : {}) });
  const form = useForm({
    initialValues: { clientId: app.clientId ?? '', tenant: app.tenant ?? '' },
    validate: validateWith(z.object({ ...schema.shape, clientId: schema.shape.clientId.unwrap() })),
    validateInputOnBlur: true,
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ clientId, tenant }) =>
        save.mutate(
          { patch: asksDirectory ? { clientId, tenant } : { clientId } },
          { onSuccess: () => form.resetDirty() },
        ),
      )}
    >
      <Stack gap="md">
        <TextInput
          label={google ? t('providerApps:clientIdGoogle') : t('providerApps:clientId')}
          description={google ? undefined : t('guide:notObjectId')}
          placeholder={
            google ? '1234567890-abc123.apps.googleusercontent.com' : '00000000-0000-0000-0000-000000000000'
          }
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('clientId')}
        />
        {asksDirectory && (
          <TextInput
            label={t('providerApps:directory')}
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('tenant')}
          />
        )}
        <FormFailure thrown={save.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={app.clientId !== null && !form.isDirty()}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
