import type { Advice } from '@mailroom/model';
import { Button, Checkbox, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api/call.ts';
import { read } from '../../../api/read.ts';
import { FormFailure } from '../../../form/form-failure.tsx';
import { failedHalf } from './failed-half.ts';
import classes from './password-form.module.css';
import {
  inputOf,
  type PasswordValues,
  passwordKind,
  serversNeedAttention,
  withUserNames,
} from './password-values.ts';
import { ServerFields } from './server-fields.tsx';
import { type PasswordFormState, usePasswordForm } from './use-password-form.ts';

interface PasswordFormProps {
  initialValues: PasswordValues;
  /** What the person does at the provider before; it also says which password is meant. */
  advice?: readonly Advice[];
  /** The servers are shown as a line that opens, where nothing about them needs a look. */
  folded?: boolean;
  /** The address is a field of this form, rather than of the screen around it. */
  asksAddress?: boolean;
}

function useLinkByPassword() {
  const navigate = useNavigate();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (values: PasswordValues) => call('linkImap', { body: inputOf(values) }),
    onSuccess: async (account) => {
      cache.setQueryData(read('readAccount', { params: { id: account.id } }).queryKey, account);
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      await navigate({ to: '/accounts/$id/start', params: { id: account.id } });
    },
  });
}

/** Links a mailbox by servers and password; both halves are tried before anything is kept. */
export function PasswordForm({ initialValues, advice = [], folded = false, asksAddress }: PasswordFormProps) {
  const { t } = useTranslation();
  const form = usePasswordForm(initialValues);
  const [open, setOpen] = useState(!folded);
  const link = useLinkByPassword();
  const visibility = { 'aria-label': t('session:showPassword') };
  return (
    <form
      onSubmit={form.onSubmit(
        (values) => link.mutate(values),
        (errors) => serversNeedAttention(errors) && setOpen(true),
      )}
      noValidate
    >
      <Stack gap="lg">
        {asksAddress && <AddressField form={form} />}
        <PasswordInput
          label={t(`discovery:passwords.${passwordKind(advice)}`)}
          autoComplete="off"
          visibilityToggleButtonProps={visibility}
          {...form.getInputProps('password')}
        />
        <TextInput label={t('accounts:displayName')} autoComplete="name" {...form.getInputProps('name')} />
        {open ? (
          <>
            <ServerFields half="imap" form={form} title={t('accounts:incoming')} />
            <ServerFields half="smtp" form={form} title={t('accounts:outgoing')}>
              <Checkbox
                label={t('accounts:ownSmtpPassword')}
                {...form.getInputProps('ownSmtpPassword', { type: 'checkbox' })}
              />
              {form.values.ownSmtpPassword && (
                <PasswordInput
                  label={t('accounts:smtpPassword')}
                  autoComplete="off"
                  visibilityToggleButtonProps={visibility}
                  {...form.getInputProps('smtpPassword')}
                />
              )}
            </ServerFields>
          </>
        ) : (
          <FoldedServers values={form.values} onOpen={() => setOpen(true)} />
        )}
        <FormFailure thrown={link.error} title={t(failedHalf(link.error))} />
        <Group justify="flex-end">
          <span role="status" className={classes.testing}>
            {link.isPending && t('accounts:testing')}
          </span>
          <Button variant="default" component={Link} to={asksAddress ? '/accounts/link' : '/accounts'}>
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={link.isPending}>
            {t('accounts:testAndLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function AddressField({ form }: { form: PasswordFormState }) {
  const { t } = useTranslation();
  const address = form.getInputProps('address');
  return (
    <TextInput
      label={t('accounts:address')}
      type="email"
      autoComplete="email"
      {...address}
      onBlur={(event) => {
        address.onBlur?.(event);
        form.setValues(withUserNames(form.values, event.currentTarget.value.trim()));
      }}
    />
  );
}

function FoldedServers({ values, onOpen }: { values: PasswordValues; onOpen(): void }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.folded}>
      <dl className={classes.summary}>
        <dt>{t('accounts:incoming')}</dt>
        <dd>{values.imap.host}</dd>
        <dt>{t('accounts:outgoing')}</dt>
        <dd>{values.smtp.host}</dd>
      </dl>
      <Button size="xs" variant="default" aria-expanded={false} onClick={onOpen}>
        {t('discovery:change')}
      </Button>
    </div>
  );
}
