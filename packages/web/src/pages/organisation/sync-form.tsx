import { type OrganisationPolicy, omittableRole, type SyncLimit } from '@mailroom/model';
import { Button, Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useChange } from './use-change.ts';

export const limitKinds = ['everything', 'year', 'three-months', 'last-month', 'date'] as const;
type LimitKind = (typeof limitKinds)[number];

const mebibyte = 1024 ** 2;

interface Values {
  kind: LimitKind;
  date: string;
  withoutRoles: string[];
  /** Mebibytes; empty: no limit. */
  most: number | '';
}

/** What the form holds as the policy's limit; everything is none. */
function limitOf({ kind, date }: Pick<Values, 'kind' | 'date'>): SyncLimit | null {
  switch (kind) {
    case 'everything':
      return null;
    case 'date':
      return { kind, date };
    default:
      return { kind };
  }
}

/** What may be synchronised at most: how far back, which folders, how large. */
export function SyncForm({ sync: { earliest, withoutRoles, mostOctets } }: Pick<OrganisationPolicy, 'sync'>) {
  const { t } = useTranslation();
  const change = useChange();
  const form = useForm<Values>({
    initialValues: {
      kind: earliest?.kind ?? 'everything',
      date: earliest?.kind === 'date' ? earliest.date : '',
      withoutRoles: [...withoutRoles],
      most: mostOctets === null ? '' : Math.max(1, Math.round(mostOctets / mebibyte)),
    },
    validate: { date: (date, { kind }) => (kind === 'date' && date === '' ? t('fields:date-form') : null) },
  });
  return (
    <form
      onSubmit={form.onSubmit((values) =>
        change.mutate({
          sync: {
            earliest: limitOf(values),
            withoutRoles: omittableRole.options.filter((role) => values.withoutRoles.includes(role)),
            mostOctets: values.most === '' ? null : values.most * mebibyte,
          },
        }),
      )}
      noValidate
    >
      <Stack gap="md">
        <Select
          label={t('organisation:earliest')}
          data={limitKinds.map((kind) => ({ value: kind, label: t(`accounts:starts.${kind}`) }))}
          allowDeselect={false}
          {...form.getInputProps('kind')}
        />
        {form.values.kind === 'date' && (
          <TextInput
            type="date"
            maw="14rem"
            label={t('accounts:startDate')}
            {...form.getInputProps('date')}
          />
        )}
        <Checkbox.Group
          label={t('organisation:withoutRoles')}
          description={t('organisation:withoutRolesHint')}
          {...form.getInputProps('withoutRoles')}
        >
          <Stack gap="xs" mt="xs">
            {omittableRole.options.map((role) => (
              <Checkbox key={role} value={role} label={t(`folders:${role}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label={t('organisation:mostOctets')}
          description={t('organisation:mostOctetsHint')}
          suffix={` ${t('organisation:mebibytes')}`}
          min={1}
          max={2_000}
          maw="20rem"
          allowDecimal={false}
          value={form.values.most}
          onChange={(value) => form.setFieldValue('most', value === '' ? '' : Number(value))}
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
