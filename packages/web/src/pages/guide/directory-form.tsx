import type { Cloud, ProviderAppInput } from '@mailroom/model';
import { providerAppInput } from '@mailroom/model';
import { audienceWarning, impossible } from '@mailroom/model/guide/audience';
import type { GuideKind } from '@mailroom/model/guide/steps';
import { Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { type AppValues, inputOf, tenantKinds } from '../provider-apps/app-values.ts';
import classes from './directory-form.module.css';
import { Note } from './note.tsx';

interface DirectoryFormProps {
  kind: GuideKind;
  clouds: readonly Cloud[];
  initial: AppValues;
  /** Saved before: there is nothing to save until something is changed. */
  changing?: boolean;
  submit: string;
  pending: boolean;
  failure: unknown;
  onSubmit(input: ProviderAppInput): void;
}

const tenantOf = ({ tenantKind, directory }: AppValues): string =>
  tenantKind === 'directory' ? directory : tenantKind;

/** Whose accounts, in which cloud: the decision that the registration has to agree with. */
export function DirectoryForm({
  kind,
  clouds,
  initial,
  changing = false,
  submit,
  pending,
  failure,
  onSubmit,
}: DirectoryFormProps) {
  const { t } = useTranslation();
  const form = useForm<AppValues>({
    initialValues: initial,
    validate: (values) => {
      const { tenant, ...errors } = validateWith(providerAppInput)(inputOf(values));
      return tenant ? { ...errors, directory: tenant } : errors;
    },
  });
  const choices = clouds.filter(({ provider }) => provider === (kind === 'google' ? 'google' : 'microsoft'));
  const authority = choices.find(({ id }) => id === form.values.cloudId)?.authority ?? '';
  const access = kind === 'organisation' ? 'organisation' : 'people';
  const warning =
    kind === 'google' ? null : audienceWarning({ authority, tenant: tenantOf(form.values), access });
  const microsoft = kind !== 'google';
  return (
    <form
      onSubmit={form.onSubmit((values) => {
        if (warning === null || !impossible.has(warning)) onSubmit(inputOf(values));
      })}
      noValidate
    >
      <Stack gap="lg">
        <TextInput
          label={t('providerApps:name')}
          description={t('guide:nameHint')}
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
        {kind === 'microsoft' && (
          <Radio.Group label={t('guide:whoSignsIn')} {...form.getInputProps('tenantKind')}>
            <div className={classes.choices}>
              {tenantKinds.map((tenantKind) => (
                <Radio.Card key={tenantKind} value={tenantKind} className={classes.choice}>
                  <Radio.Indicator className={classes.indicator} />
                  <span className={classes.words}>
                    <strong>{t(`providerApps:tenants.${tenantKind}`)}</strong>
                    <span>{t(`guide:tenantMeans.${tenantKind}`)}</span>
                  </span>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
        )}
        {microsoft && form.values.tenantKind === 'directory' && (
          <TextInput
            label={t('providerApps:directory')}
            description={t('guide:directoryHint')}
            placeholder="contoso.com"
            spellCheck={false}
            autoCapitalize="off"
            {...form.getInputProps('directory')}
          />
        )}
        {warning !== null && <Note serious={impossible.has(warning)}>{t(`guide:warnings.${warning}`)}</Note>}
        <FormFailure thrown={failure} />
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={pending}
            disabled={(warning !== null && impossible.has(warning)) || (changing && !form.isDirty())}
          >
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
