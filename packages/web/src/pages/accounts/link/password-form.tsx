import type { Advice } from '@mailroom/model';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api/call.ts';
import { read } from '../../../api/read.ts';
import { FormFailure } from '../../../form/form-failure.tsx';
import { failedHalf } from './failed-half.ts';
import { AddressField, Secrets } from './password-fields.tsx';
import classes from './password-form.module.css';
import { inputOf, type PasswordValues, passwordKind, serversNeedAttention } from './password-values.ts';
import { FoldedServers, Servers } from './server-fields.tsx';
import { usePasswordForm } from './use-password-form.ts';

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
  const [open, setOpen] = useState(false);
  const link = useLinkByPassword();
  const secrets = <Secrets form={form} kind={passwordKind(advice)} />;
  const servers = <Servers form={form} takesFocus={folded} />;
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
        {folded ? (
          <>
            {secrets}
            {open ? servers : <FoldedServers values={form.values} onOpen={() => setOpen(true)} />}
          </>
        ) : (
          // Where a password goes is read before it is entered.
          <>
            {servers}
            {secrets}
          </>
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
