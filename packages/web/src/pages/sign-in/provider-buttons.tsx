import type { SignInProvider } from '@mailroom/model';
import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyFailure } from '../../shell/notify-failure.ts';

interface ProviderButtonsProps {
  providers: readonly SignInProvider[];
  /** Answers the address of the provider's page. */
  begin(providerId: string): Promise<{ authorizeUrl: string }>;
}

/** Leads to the sign-in page of an identity provider. */
export function ProviderButtons({ providers, begin }: ProviderButtonsProps) {
  const { t } = useTranslation();
  const leave = useMutation({
    mutationFn: begin,
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    onError: notifyFailure,
  });
  return (
    <Stack gap="sm">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          fullWidth
          loading={leave.isPending && leave.variables === id}
          onClick={() => leave.mutate(id)}
        >
          {t('security:continueAt', { name })}
        </Button>
      ))}
    </Stack>
  );
}
