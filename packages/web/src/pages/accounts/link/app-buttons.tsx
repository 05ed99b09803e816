import type { ProviderKind } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconBrandGoogleFilled, IconBrandWindowsFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../../form/form-failure.tsx';
import classes from './app-buttons.module.css';
import type { LinkApp } from './link-options.ts';
import { useSignIn } from './use-sign-in.ts';

export const providerIcons: Record<ProviderKind, typeof IconBrandGoogleFilled> = {
  microsoft: IconBrandWindowsFilled,
  google: IconBrandGoogleFilled,
};

interface AppButtonsProps {
  apps: readonly LinkApp[];
  /** Filled in on the sign-in page. */
  address?: string;
  variant?: 'filled' | 'default';
}

/** One button for each app that leads to its provider's sign-in page. */
export function AppButtons({ apps, address, variant = 'filled' }: AppButtonsProps) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <div className={classes.buttons}>
      {apps.map(({ id, name, provider }) => {
        const Icon = providerIcons[provider];
        return (
          <Button
            key={id}
            variant={variant}
            leftSection={<Icon size={18} aria-hidden />}
            loading={signIn.busyWith === id}
            disabled={signIn.busy}
            onClick={() => signIn.run({ providerAppId: id, ...(address ? { address } : {}) })}
          >
            {t('accounts:continueWith', { name })}
          </Button>
        );
      })}
      <FormFailure thrown={signIn.failure} title={t('accounts:linkFailed')} />
    </div>
  );
}
