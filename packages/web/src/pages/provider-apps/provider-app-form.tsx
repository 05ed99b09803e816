import { type Cloud, type ProviderApp, type ProviderAppInput, providerAppInput } from '@mailroom/model';
import { CopyAction } from '@mailroom/ui';
import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';

const kinds = ['common', 'organizations', 'consumers', 'directory'] as const;
type TenantKind = (typeof kinds)[number];

interface Values {
  name: string;
  cloudId: string;
  tenantKind: TenantKind;
  directory: string;
  clientId: string;
  clientSecret: string;
  secretExpires: string;
}

interface ProviderAppFormProps {
  clouds: readonly Cloud[];
  redirectUri: string;
  /** The app being changed; its secret stays when the field is left empty. */
  app: ProviderApp | null;
  pending: boolean;
  failure: unknown;
  onSubmit(input: ProviderAppInput): void;
}

function inputOf(values: Values): ProviderAppInput {
  return {
    provider: 'microsoft',
    name: values.name,
    cloudId: values.cloudId,
    tenant: values.tenantKind === 'directory' ? values.directory : values.tenantKind,
    clientId: values.clientId,
    clientSecret: values.clientSecret,
    secretExpires: values.secretExpires || null,
  };
}

const kindOf = (tenant: string): TenantKind => kinds.find((kind) => kind === tenant) ?? 'directory';

const kept = z.literal('').or(providerAppInput.shape.clientSecret);

/** The registration as an administrator enters it, in the order in which the portal shows it. */
export function ProviderAppForm({
  clouds,
  redirectUri,
  app,
  pending,
  failure,
  onSubmit,
}: ProviderAppFormProps) {
  const { t } = useTranslation();
  const schema = app ? providerAppInput.extend({ clientSecret: kept }) : providerAppInput;
  const form = useForm<Values>({
    initialValues: {
      name: app?.name ?? '',
      cloudId: app?.cloudId ?? clouds[0]?.id ?? '',
      tenantKind: app ? kindOf(app.tenant) : 'common',
      directory: app && kindOf(app.tenant) === 'directory' ? app.tenant : '',
      clientId: app?.clientId ?? '',
      clientSecret: '',
      secretExpires: app?.secretExpires ?? '',
    },
    validate: (values) => {
      const { tenant, ...errors } = validateWith(schema)(inputOf(values));
      return tenant ? { ...errors, directory: tenant } : errors;
    },
    // The Secret ID is the commonest mistake: it is said as soon as the field is left.
    validateInputOnBlur: ['clientSecret', 'clientId', 'directory'],
  });

  return (
    <form onSubmit={form.onSubmit((values) => onSubmit(inputOf(values)))} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t('providerApps:redirectUri')}
          description={t('providerApps:redirectUriHint')}
          value={redirectUri}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          rightSection={<CopyAction value={redirectUri} />}
        />
        <TextInput
          label={t('providerApps:name')}
          description={t('providerApps:nameHint')}
          {...form.getInputProps('name')}
        />
        <Select
          label={t('providerApps:cloud')}
          description={t('providerApps:cloudHint')}
          data={clouds.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps('cloudId')}
        />
        <Select
          label={t('providerApps:tenant')}
          description={t('providerApps:tenantHint')}
          data={kinds.map((kind) => ({ value: kind, label: t(`providerApps:tenants.${kind}`) }))}
          allowDeselect={false}
          {...form.getInputProps('tenantKind')}
        />
        {form.values.tenantKind === 'directory' && (
          <TextInput
            label={t('providerApps:directory')}
            description={t('providerApps:directoryHint')}
            spellCheck={false}
            {...form.getInputProps('directory')}
          />
        )}
        <TextInput
          label={t('providerApps:clientId')}
          description={t('providerApps:clientIdHint')}
          placeholder="00000000-0000-0000-0000-000000000000"
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('clientId')}
        />
        <PasswordInput
          label={t('providerApps:clientSecret')}
          description={
            app
              ? t('providerApps:clientSecretKept', { hint: app.secretHint })
              : t('providerApps:clientSecretHint')
          }
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
          {...form.getInputProps('clientSecret')}
        />
        <TextInput
          label={t('providerApps:secretExpires')}
          description={t('providerApps:secretExpiresHint')}
          type="date"
          maw="14rem"
          {...form.getInputProps('secretExpires')}
        />
        <FormFailure thrown={failure} />
        <Group justify="flex-end">
          <Button variant="default" component={Link} to="/settings/provider-apps">
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {app ? t('shell:save') : t('providerApps:create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
