import { localeTag, type Organisation } from '@mailroom/model';
import { localeNames } from '@mailroom/ui';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useChange } from './use-change.ts';

/** What a browser knows; the server takes any name of the database. */
const zones = Intl.supportedValuesOf('timeZone');

/** The organisation's name, and the language and time zone of whoever has chosen none. */
export function DefaultsForm({ policy }: { policy: Organisation }) {
  const { t } = useTranslation();
  const change = useChange();
  const form = useForm({
    initialValues: { name: policy.name, locale: policy.locale ?? '', timeZone: policy.timeZone ?? '' },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ name, locale, timeZone }) =>
        change.mutate({
          name,
          locale: localeTag.options.find((tag) => tag === locale) ?? null,
          timeZone: timeZone || null,
        }),
      )}
    >
      <Stack gap="md">
        <TextInput
          label={t('organisation:name')}
          description={t('organisation:nameHint')}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <Select
          label={t('organisation:locale')}
          description={t('organisation:localeHint')}
          data={[
            { value: '', label: t('organisation:asBrowser') },
            ...localeTag.options.map((tag) => ({ value: tag, label: localeNames[tag] })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('locale')}
        />
        <Select
          label={t('organisation:timeZone')}
          description={t('organisation:timeZoneHint')}
          searchable
          nothingFoundMessage={t('organisation:noZone')}
          data={[{ value: '', label: t('organisation:asBrowser') }, ...zones]}
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
        <FormFailure thrown={change.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
