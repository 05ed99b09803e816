import { apiKeyInput, type KeyScope, keyLifetimes, keyScope } from '@mailroom/model';
import { CopyAction } from '@mailroom/ui';
import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import classes from './entry.module.css';
import { useProof } from './use-proof.tsx';

interface NewKeyProps {
  hasPassword: boolean;
  onMade(): void;
  onClose(): void;
}

/** What a `Select` needs instead of null. */
const endless = 'endless';

/** A key is made, and told this once. */
export function NewKey({ hasPassword, onMade, onClose }: NewKeyProps) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <MadeKey secret={secret} onClose={onClose} />;
  return (
    <KeyForm
      hasPassword={hasPassword}
      onMade={(made) => {
        setSecret(made);
        onMade();
      }}
    />
  );
}

function KeyForm({ hasPassword, onMade }: { hasPassword: boolean; onMade(secret: string): void }) {
  const { t } = useTranslation();
  const proof = useProof(hasPassword);
  const isAdministrator = useQuery(read('readMe', {})).data?.role === 'administrator';
  const form = useForm({
    initialValues: { name: '', scopes: ['read'] as string[], days: '90' },
    validate: validateWith(apiKeyInput.pick({ name: true, scopes: true })),
  });
  const make = useMutation({
    mutationFn: ({ name, scopes, days }: typeof form.values) =>
      call('createKey', {
        body: {
          ...proof.body,
          name,
          scopes: scopes as KeyScope[],
          days: days === endless ? null : Number(days),
        },
      }),
    onSuccess: (made) => onMade(made.secret),
  });
  const scopes = keyScope.options.filter((scope) => scope !== 'administration' || isAdministrator);
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('security:keyName')}
          description={t('security:keyNameHint')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label={t('security:keyMay')} {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt="xs">
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t(`security:scopes.${scope}`)}
                description={t(`security:scopeMeans.${scope}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('security:keyLasts')}
          data={[
            ...keyLifetimes.map((days) => ({
              value: String(days),
              label: t('security:days', { count: days }),
            })),
            { value: endless, label: t('security:keyEndless') },
          ]}
          allowDeselect={false}
          {...form.getInputProps('days')}
        />
        {proof.field}
        <FormFailure thrown={make.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={make.isPending}>
            {t('security:makeKey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function MadeKey({ secret, onClose }: { secret: string; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Text size="sm">{t('security:keyMade')}</Text>
      <TextInput
        label={t('security:key')}
        value={secret}
        readOnly
        data-autofocus
        classNames={{ input: classes.secret }}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={<CopyAction value={secret} />}
      />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('security:keyKept')}</Button>
      </Group>
    </Stack>
  );
}
