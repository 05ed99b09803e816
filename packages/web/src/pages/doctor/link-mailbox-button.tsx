import type { ProviderApp } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { rememberWayBack } from '../../shell/way-back.ts';

/** Links a mailbox of one's own through the app: by signing in, or, where the organisation grants, on the page that names mailboxes. */
export function LinkMailboxButton({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const begin = useMutation({
    mutationFn: () => call('linkOauth', { body: { providerAppId: app.id } }),
    onSuccess: ({ authorizeUrl }) => {
      const { pathname, search } = window.location;
      rememberWayBack({ providerAppId: app.id, path: `${pathname}${search}` });
      window.location.assign(authorizeUrl);
    },
    onError: notifyFailure,
  });
  if (!app.ready) return null;
  const look = { size: 'xs', variant: 'default', leftSection: <IconPlus size={14} aria-hidden /> } as const;
  if (app.access === 'organisation') {
    return (
      <Button {...look} component={Link} to="/accounts/link">
        {t('doctor:steps.linkMailbox')}
      </Button>
    );
  }
  return (
    <Button {...look} loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
      {t('doctor:steps.linkMailbox')}
    </Button>
  );
}
