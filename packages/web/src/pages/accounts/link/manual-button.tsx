import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';

const LinkButton = createLink((props: ButtonProps & ComponentPropsWithRef<'a'>) => (
  <Button component="a" {...props} />
));

/** To the form for servers and password, with the address that is known already. */
export function ManualButton({ address }: { address: string }) {
  const { t } = useTranslation();
  return (
    <LinkButton variant="default" to="/accounts/link/imap" search={{ address }}>
      {t('discovery:manual')}
    </LinkButton>
  );
}
