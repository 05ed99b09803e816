import { CopyAction } from '@mailroom/ui';
import { Button, Code, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { makePasskey } from './passkey-dialog.ts';
import { useProof } from './use-proof.tsx';

interface AddProps {
  hasPassword: boolean;
  /** The factor is kept; recovery codes come with the first one. */
  onAdded(recoveryCodes: readonly string[] | null): void;
}

/** An authenticator app: the secret as a picture and as text, and a code of it. */
export function AddTotp({ hasPassword, onAdded }: AddProps) {
  const { t } = useTranslation();
  const proof = useProof(hasPassword);
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => call('beginTotp', { body: proof.body }) });
  const confirm = useMutation({
    mutationFn: () => call('confirmTotp', { body: { ...proof.body, code } }),
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
  });
  const uri = begin.data?.uri;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (uri) confirm.mutate();
        else begin.mutate();
      }}
    >
      <Stack gap="md">
        {uri ? (
          <>
            <Text size="sm">{t('security:scan')}</Text>
            <QRCodeSVG value={uri} size={192} marginSize={4} title={t('security:scanTitle')} />
            <Code block>{new URL(uri).searchParams.get('secret')}</Code>
            <TextInput
              label={t('security:labels.totp')}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </>
        ) : (
          proof.field
        )}
        <FormFailure thrown={uri ? confirm.error : begin.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={begin.isPending || confirm.isPending}>
            {t(uri ? 'security:confirm' : 'security:goOn')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A passkey, made in the browser's own dialog. */
export function AddPasskey({ hasPassword, onAdded }: AddProps) {
  const { t } = useTranslation();
  const proof = useProof(hasPassword);
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const options = await call('beginPasskey', { body: proof.body });
      const response = await makePasskey(options);
      return call('addPasskey', { body: { ...proof.body, name, response } });
    },
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('security:passkeyName')}
          description={t('security:passkeyNameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {proof.field}
        <FormFailure thrown={add.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>
            {t('security:addPasskey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Told once: whoever leaves without writing them down makes new ones. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Text size="sm">{t('security:codesText')}</Text>
      <List listStyleType="none" aria-label={t('security:codesTitle')}>
        {codes.map((code) => (
          <List.Item key={code}>
            <Code>{code}</Code>
          </List.Item>
        ))}
      </List>
      <Group justify="space-between">
        <CopyAction value={codes.join('\n')} />
        <Button onClick={onDone}>{t('security:codesKept')}</Button>
      </Group>
    </Stack>
  );
}
