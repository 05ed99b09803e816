import { type ImapAccountInput, imapAccountInput, transportSecurity } from '@mailroom/model';
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Stack,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Page } from '../../shell/page.tsx';
import { failedHalf } from './failed-half.ts';
import classes from './link-imap-page.module.css';

interface Values extends ImapAccountInput {
  sameSignIn: boolean;
}

type Half = 'imap' | 'smtp';

/** Registered ports (RFC 8314 7, RFC 6409 3.1): the port follows the kind of encryption until a person changes it. */
const ports: Record<Half, Record<'tls' | 'starttls', number>> = {
  imap: { tls: 993, starttls: 143 },
  smtp: { tls: 465, starttls: 587 },
};

function inputOf({ sameSignIn, ...values }: Values): ImapAccountInput {
  const { user, password } = values.imap;
  return sameSignIn ? { ...values, smtp: { ...values.smtp, user, password } } : values;
}

function useImapForm() {
  return useForm<Values>({
    initialValues: {
      address: '',
      name: '',
      imap: { host: '', port: ports.imap.tls, security: 'tls', user: '', password: '' },
      smtp: { host: '', port: ports.smtp.starttls, security: 'starttls', user: '', password: '' },
      sameSignIn: true,
    },
    validate: (values) => validateWith(imapAccountInput)(inputOf(values)),
  });
}

export function LinkImapPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useImapForm();
  const link = useMutation({
    mutationFn: (values: Values) => call('linkImap', { body: inputOf(values) }),
    onSuccess: async (account) => {
      cache.setQueryData(read('readAccount', { params: { id: account.id } }).queryKey, account);
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      await navigate({ to: '/accounts/$id/start', params: { id: account.id } });
    },
  });
  const address = form.getInputProps('address');
  return (
    <Page title={t('accounts:imapTitle')}>
      <form onSubmit={form.onSubmit((values) => link.mutate(values))} noValidate>
        <Stack gap="lg">
          <TextInput
            label={t('accounts:address')}
            type="email"
            autoComplete="email"
            {...address}
            onBlur={(event) => {
              address.onBlur?.(event);
              // Most providers take the address for the user name; what a person entered is never overwritten.
              if (form.values.imap.user === '')
                form.setFieldValue('imap.user', event.currentTarget.value.trim());
            }}
          />
          <TextInput label={t('accounts:displayName')} autoComplete="name" {...form.getInputProps('name')} />
          <ServerFields half="imap" form={form} title={t('accounts:incoming')} />
          <Checkbox
            label={t('accounts:sameSignIn')}
            {...form.getInputProps('sameSignIn', { type: 'checkbox' })}
          />
          <ServerFields
            half="smtp"
            form={form}
            title={t('accounts:outgoing')}
            signIn={!form.values.sameSignIn}
          />
          <FormFailure thrown={link.error} title={t(failedHalf(link.error))} />
          <Group justify="flex-end">
            <span role="status" className={classes.testing}>
              {link.isPending && t('accounts:testing')}
            </span>
            <Button variant="default" component={Link} to="/accounts/link">
              {t('shell:cancel')}
            </Button>
            <Button type="submit" loading={link.isPending}>
              {t('accounts:testAndLink')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

type ImapForm = ReturnType<typeof useImapForm>;

interface ServerFieldsProps {
  half: Half;
  form: ImapForm;
  title: string;
  signIn?: boolean;
}

function ServerFields({ half, form, title, signIn = true }: ServerFieldsProps) {
  const { t } = useTranslation();
  const current = form.values[half];
  const setSecurity = (value: string): void => {
    const security = transportSecurity.parse(value);
    if (current.port === ports[half][current.security])
      form.setFieldValue(`${half}.port`, ports[half][security]);
    form.setFieldValue(`${half}.security`, security);
  };
  return (
    <Fieldset legend={title}>
      <Stack gap="md">
        <div className={classes.server}>
          <TextInput
            label={t('accounts:host')}
            spellCheck={false}
            autoCapitalize="off"
            {...form.getInputProps(`${half}.host`)}
          />
          <NumberInput
            label={t('accounts:port')}
            min={1}
            max={65535}
            hideControls
            allowDecimal={false}
            {...form.getInputProps(`${half}.port`)}
          />
        </div>
        <SegmentedControl
          aria-label={t('accounts:security')}
          data={transportSecurity.options.map((value) => ({
            value,
            label: t(`accounts:securities.${value}`),
          }))}
          value={current.security}
          onChange={setSecurity}
        />
        {signIn && (
          <>
            <TextInput
              label={t('accounts:user')}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              {...form.getInputProps(`${half}.user`)}
            />
            <PasswordInput
              label={t('accounts:password')}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
              {...form.getInputProps(`${half}.password`)}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}
