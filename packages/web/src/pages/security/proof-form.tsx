import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useProof } from './use-proof.tsx';

interface ProofFormProps {
  hasPassword: boolean;
  /** What happens, in words. */
  text: string;
  action: string;
  /** Failures that have a sentence of their own here. */
  failureText?(thrown: Error): string | null;
  run(proof: { password?: string }): Promise<void>;
}

/** What needs nothing but the password again. */
export function ProofForm({ hasPassword, text, action, failureText, run }: ProofFormProps) {
  const { t } = useTranslation();
  const proof = useProof(hasPassword);
  const confirmed = useMutation({ mutationFn: () => run(proof.body) });
  const told = confirmed.error && failureText?.(confirmed.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirmed.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        {!hasPassword && <Text size="sm">{t('security:recentOnly')}</Text>}
        {proof.field}
        {told ? (
          <Text size="sm" c="var(--mr-bad)" role="alert">
            {told}
          </Text>
        ) : (
          <FormFailure thrown={confirmed.error} />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={confirmed.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
