import { type Cloud, type ProviderApp, providerAppInput } from '@mailroom/model';
import { CopyAction } from '@mailroom/ui';
import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import {
  type AppValues,
  inputOf,
  newValues,
  tenantKinds,
  valuesOf,
  withAccess,
  withProvider,
} from './app-values.ts';

interface ProviderAppFormProps {
  clouds: readonly Cloud[];
  redirectUri: string;
  /** The app being changed, which stays with its provider and its access; null for a new one. */
  app: ProviderApp | null;
  pending: boolean;
  failure: unknown;
  /** Beside the button. */
  children?: ReactNode;
  onSubmit(values: AppValues): void;
}

function useAppForm(app: ProviderApp | null, clouds: readonly Cloud[]) {
  const { t } = useTranslation();
  return useForm<AppValues>({
    initialValues: app ? valuesOf(app) : newValues(clouds),
    validate: (values) => {
      const { tenant, ...errors } = validateWith(providerAppInput)(inputOf(values));
      // What was entered once is corrected, not taken away.
      const emptied = app?.clientId && values.clientId.trim() === '';
      return {
        ...errors,
        ...(tenant && { directory: tenant }),
        ...(emptied && { clientId: t('fields:required') }),
      };
    },
    validateInputOnBlur: ['clientId', 'directory'],
  });
}

/** The registration as an administrator enters it, in the order in which the portal shows it. */
export function ProviderAppForm({
  clouds,
  redirectUri,
  app,
  pending,
  failure,
  children,
  onSubmit,
}: ProviderAppFormProps) {
  const { t } = useTranslation();
  const form = useAppForm(app, clouds);
  const { provider, access } = form.values;
  const choices = clouds.filter((cloud) => cloud.provider === provider);

  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack gap="lg">
        {!app && (
          <Choice
            label={t('providerApps:provider')}
            value={provider}
            options={(['microsoft', 'google'] as const)
              .filter((kind) => clouds.some((cloud) => cloud.provider === kind))
              .map((kind) => ({ value: kind, label: t(`providerApps:providers.${kind}`) }))}
            onChange={(kind) => form.setValues(withProvider(form.values, kind, clouds))}
          />
        )}
        {!app && provider === 'microsoft' && (
          <Choice
            label={t('providerApps:access')}
            value={access}
            hint={t(`providerApps:accessMeans.${access}`)}
            options={(['people', 'organisation'] as const).map((kind) => ({
              value: kind,
              label: t(`providerApps:accesses.${kind}`),
            }))}
            onChange={(kind) => form.setValues(withAccess(form.values, kind))}
          />
        )}
        <TextInput
          label={t('providerApps:name')}
          description={t('providerApps:nameHint')}
          {...form.getInputProps('name')}
        />
        {choices.length > 1 && (
          <Select
            label={t('providerApps:cloud')}
            description={t('providerApps:cloudHint')}
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            allowDeselect={false}
            {...form.getInputProps('cloudId')}
          />
        )}
        {provider === 'microsoft' && <TenantFields form={form} />}
        <TextInput
          label={t('providerApps:redirectUri')}
          description={
            provider === 'google'
              ? t('providerApps:redirectUriHintGoogle')
              : t('providerApps:redirectUriHint')
          }
          value={redirectUri}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          rightSection={<CopyAction value={redirectUri} />}
        />
        <TextInput
          label={provider === 'google' ? t('providerApps:clientIdGoogle') : t('providerApps:clientId')}
          description={
            provider === 'google' ? t('providerApps:clientIdHintGoogle') : t('providerApps:clientIdHint')
          }
          placeholder={
            provider === 'google'
              ? '1234567890-abc123.apps.googleusercontent.com'
              : '00000000-0000-0000-0000-000000000000'
          }
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('clientId')}
        />
        <FormFailure thrown={failure} />
        <Group justify="flex-end">
          {children}
          <Button type="submit" loading={pending}>
            {app ? t('shell:save') : t('providerApps:create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Which accounts can sign in: the choice, and what it means for people and for the registration. */
function TenantFields({ form }: { form: ReturnType<typeof useAppForm> }) {
  const { t } = useTranslation();
  const { access, tenantKind } = form.values;
  const choices = access === 'organisation' ? (['directory'] as const) : tenantKinds;
  return (
    <>
      {choices.length > 1 && (
        <Select
          label={t('providerApps:tenant')}
          description={t('providerApps:tenantHint')}
          data={choices.map((kind) => ({ value: kind, label: t(`providerApps:tenants.${kind}`) }))}
          allowDeselect={false}
          {...form.getInputProps('tenantKind')}
        />
      )}
      <Text size="sm" c="dimmed" role="status" mt="calc(-1 * var(--mr-space-md))">
        {access === 'organisation'
          ? t('providerApps:accessMeans.organisation')
          : t(`providerApps:tenantMeans.${tenantKind}`)}
      </Text>
      {tenantKind === 'directory' && (
        <TextInput
          label={t('providerApps:directory')}
          description={t('providerApps:directoryHint')}
          placeholder="contoso.onmicrosoft.com"
          spellCheck={false}
          {...form.getInputProps('directory')}
        />
      )}
    </>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  hint?: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange(value: Value): void;
}

function Choice<Value extends string>({ label, hint, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <Stack gap={4}>
      <Text id={id} size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl aria-labelledby={id} data={options} value={value} onChange={onChange} />
      {hint && (
        <Text size="sm" c="dimmed" role="status">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
