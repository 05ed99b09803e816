import { acceptance, asFailure, failureKind, type OpenInvitation, passwordMinLength } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { ProviderButtons } from '../sign-in/provider-buttons.tsx';

/** Where the link of an invitation leads: a name and a password, or a sign-in elsewhere, and in. */
export function InvitationPage() {
  const { t } = useTranslation();
  const token = useRouterState({ select: (state) => state.location.hash });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call('readInvitation', { body: { token: token || 'none' } }, { signal }),
    retry: false,
  });
  if (invitation.isError) {
    return (
      <Entrance title={t('people:invalidTitle')}>
        <Stack gap="md">
          <FailureNotice failure={asFailure(invitation.error).toWire()} />
          <Button component={Link} to="/sign-in" variant="default" fullWidth>
            {t('session:signIn')}
          </Button>
        </Stack>
      </Entrance>
    );
  }
  const text = invitation.data?.password === false ? 'people:welcomeElsewhere' : 'people:welcomeText';
  return (
    <Entrance
      title={t('people:welcome')}
      text={invitation.data && t(text, { name: invitation.data.invitedBy })}
      foot={t('session:promise')}
    >
      <Loaded query={invitation}>{(open) => <Ways token={token} invitation={open} />}</Loaded>
    </Entrance>
  );
}

/** The ways in that the organisation leaves open to whoever holds this link. */
function Ways({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const { t } = useTranslation();
  const ways = useQuery(read('listSignInWays', {}));
  const { password, invitedBy } = invitation;
  return (
    <Loaded query={ways}>
      {({ providers }) => (
        <>
          <ReturnedFailure />
          {password && <JoinForm token={token} invitation={invitation} />}
          {password && providers.length > 0 && <Divider label={t('security:or')} my="md" />}
          <ProviderButtons
            providers={providers}
            begin={(providerId) => call('beginInvitationSignIn', { body: { token, providerId } })}
          />
          {!password && providers.length === 0 && (
            <Text size="sm">{t('people:noWayIn', { name: invitedBy })}</Text>
          )}
        </>
      )}
    </Loaded>
  );
}

/** The provider's page led back here, and nobody joined. */
function ReturnedFailure() {
  const { t } = useTranslation();
  const { failure } = useSearch({ from: '/invitation' });
  if (!failure) return null;
  const kind = failureKind.safeParse(failure).data ?? 'unexpected';
  return (
    <Alert color="red" variant="light" role="alert" mb="md">
      {kind === 'conflict' ? t('people:emails.taken') : t(`failures:${kind}`)}
    </Alert>
  );
}

function JoinForm({ token, invitation: { email } }: { token: string; invitation: OpenInvitation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { token, name: '', email: email ?? '', password: '' },
    validate: validateWith(acceptance),
  });
  const join = useMutation({
    mutationFn: (body: typeof form.values) => call('acceptInvitation', { body }),
    onSuccess: async () => {
      cache.clear();
      await navigate({ to: '/accounts', search: {}, replace: true });
    },
    onError: (thrown) => {
      if (asFailure(thrown).detail.email === 'taken') form.setFieldError('email', t('people:emails.taken'));
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => join.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('session:email')}
          description={email === null ? undefined : t('people:invitedAddress')}
          type="email"
          autoComplete="username"
          readOnly={email !== null}
          {...form.getInputProps('email')}
        />
        <TextInput label={t('session:name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
        <PasswordInput
          label={t('session:password')}
          description={t('session:passwordHint', { minimum: passwordMinLength })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
          {...form.getInputProps('password')}
        />
        {form.errors.email === undefined && <FormFailure thrown={join.error} />}
        <Button type="submit" loading={join.isPending} fullWidth>
          {t('people:join')}
        </Button>
      </Stack>
    </form>
  );
}
