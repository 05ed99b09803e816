import { EmptyState } from '@mailroom/ui';
import { UnstyledButton } from '@mantine/core';
import { IconBrandWindows, IconChevronRight, IconPlugConnected, IconServer2 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import classes from './link-page.module.css';

/** The ways to link a mailbox that this installation has. */
export function LinkPage() {
  const { t } = useTranslation();
  const options = useQuery(read('listLinkOptions', {}));
  const me = useQuery(read('readMe', {})).data;
  const begin = useMutation({
    mutationFn: (providerAppId: string) => call('linkOauth', { body: { providerAppId } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
  });
  return (
    <Page title={t('accounts:linkTitle')} intro={t('accounts:linkIntro')}>
      <Loaded query={options}>
        {({ providerApps, imap }) => (
          <div className={classes.options}>
            {providerApps.map((app) => (
              <UnstyledButton
                key={app.id}
                className={classes.option}
                disabled={begin.isPending || begin.isSuccess}
                aria-busy={begin.isPending && begin.variables === app.id}
                onClick={() => begin.mutate(app.id)}
              >
                <IconBrandWindows size={22} stroke={1.5} aria-hidden />
                <span className={classes.words}>
                  <strong>{t('accounts:withMicrosoft', { name: app.name })}</strong>
                  <span>{t('accounts:microsoftHint')}</span>
                </span>
                <IconChevronRight size={18} aria-hidden />
              </UnstyledButton>
            ))}
            <FormFailure thrown={begin.error} title={t('accounts:linkFailed')} />
            {imap && (
              <UnstyledButton component={Link} to="/accounts/link/imap" className={classes.option}>
                <IconServer2 size={22} stroke={1.5} aria-hidden />
                <span className={classes.words}>
                  <strong>{t('accounts:withImap')}</strong>
                  <span>{t('accounts:imapHint')}</span>
                </span>
                <IconChevronRight size={18} aria-hidden />
              </UnstyledButton>
            )}
            {providerApps.length === 0 && !imap && (
              <EmptyState icon={IconPlugConnected} title={t('accounts:noOptions')} />
            )}
            {providerApps.length === 0 && me?.role === 'administrator' && (
              <Link to="/settings/provider-apps/new">{t('accounts:toProviderApps')}</Link>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
