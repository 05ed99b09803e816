import type { SecondFactor } from '@mailroom/model';
import { Button, Stack, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { askForPasskey } from '../security/passkey-dialog.ts';

/** The second factor of a sign-in whose first was right: the first that the person has, and the others to choose. */
export function SecondFactorStep({ onDone }: { onDone(): Promise<void> }) {
  const pending = useQuery(read('readPendingFactors', {}));
  return <Loaded query={pending}>{({ methods }) => <Methods methods={methods} onDone={onDone} />}</Loaded>;
}

function Methods({ methods, onDone }: { methods: readonly SecondFactor[]; onDone(): Promise<void> }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<SecondFactor>(methods[0] ?? 'recovery-code');
  const others = methods.filter((method) => method !== chosen);
  return (
    <Stack gap="md">
      {chosen === 'passkey' ? (
        <PasskeyButton onDone={onDone} />
      ) : (
        <CodeForm key={chosen} method={chosen} onDone={onDone} />
      )}
      {others.map((method) => (
        <Button key={method} variant="subtle" onClick={() => setChosen(method)}>
          {t(`security:instead.${method}`)}
        </Button>
      ))}
    </Stack>
  );
}

function PasskeyButton({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation();
  const enter = useMutation({
    mutationFn: async () => {
      const options = await call('beginPasskeySignIn', {});
      await call('signInWithPasskey', { body: { response: await askForPasskey(options) } });
    },
    onSuccess: onDone,
  });
  return (
    <Stack gap="md">
      <FormFailure thrown={enter.error} />
      <Button
        autoFocus
        leftSection={<IconFingerprint size={18} />}
        loading={enter.isPending}
        onClick={() => enter.mutate()}
        fullWidth
      >
        {t('security:usePasskey')}
      </Button>
    </Stack>
  );
}

function CodeForm({ method, onDone }: { method: Exclude<SecondFactor, 'passkey'>; onDone(): Promise<void> }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const enter = useMutation({
    mutationFn: () =>
      call(method === 'totp' ? 'signInWithCode' : 'signInWithRecoveryCode', { body: { code: code.trim() } }),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t(`security:labels.${method}`)}
          description={t(`security:hints.${method}`)}
          inputMode={method === 'totp' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <FormFailure thrown={enter.error} />
        <Button type="submit" loading={enter.isPending} disabled={code.trim() === ''} fullWidth>
          {t('security:confirm')}
        </Button>
      </Stack>
    </form>
  );
}
