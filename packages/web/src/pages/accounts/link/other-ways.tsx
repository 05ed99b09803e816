import { EmptyState } from '@mailroom/ui';
import { IconBuilding, IconPlugConnected, IconServer2, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../../api/read.ts';
import { Way } from '../../../shell/way.tsx';
import { AppButtons } from './app-buttons.tsx';
import {
  type LinkApp,
  type LinkOptions,
  organisationApps,
  sharedMailboxApps,
  signInApps,
} from './link-options.ts';
import classes from './other-ways.module.css';

interface OtherWaysProps {
  options: LinkOptions;
  address: string;
  /** Apps that stand on the screen already. */
  offered: readonly LinkApp[];
}

/** Every way of linking that this installation has, for whoever knows which one is theirs. */
export function OtherWays({ options, address, offered }: OtherWaysProps) {
  const { t } = useTranslation();
  const isAdministrator = useQuery(read('readMe', {})).data?.role === 'administrator';
  const signIn = signInApps(options).filter(({ id }) => !offered.some((app) => app.id === id));
  const hasNone = options.providerApps.length === 0;
  if (hasNone && !options.imap)
    return <EmptyState icon={IconPlugConnected} title={t('accounts:noOptions')} />;
  return (
    <section className={classes.ways} aria-labelledby="other-ways">
      <h2 id="other-ways" className={classes.title}>
        {t('discovery:otherWays')}
      </h2>
      {signIn.length > 0 && <AppButtons apps={signIn} variant="default" />}
      {sharedMailboxApps(options).length > 0 && (
        <Way
          to="/accounts/link/shared"
          icon={IconUsersGroup}
          title={t('accounts:shared')}
          hint={t('accounts:sharedHint')}
        />
      )}
      {organisationApps(options).length > 0 && (
        <Way
          to="/accounts/link/organisation"
          icon={IconBuilding}
          title={t('accounts:organisation')}
          hint={t('accounts:organisationHint')}
        />
      )}
      {options.imap && (
        <Way
          to="/accounts/link/imap"
          search={address ? { address } : {}}
          icon={IconServer2}
          title={t('accounts:withImap')}
          hint={t('accounts:imapHint')}
        />
      )}
      {hasNone && isAdministrator && <Link to="/settings/provider-apps">{t('accounts:toProviderApps')}</Link>}
    </section>
  );
}
