import { EmptyState } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconAt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { AccountCard } from './account-card.tsx';
import { LinkFailure } from './link-failure.tsx';
import { type Unlinked, UnlinkedDialog } from './unlink-dialogs.tsx';

export function AccountsPage() {
  const { t } = useTranslation();
  const accounts = useQuery(read('listAccounts', {}));
  const [unlinked, setUnlinked] = useState<Unlinked | null>(null);
  const link = (
    <Button component={Link} to="/accounts/link" leftSection={<IconPlus size={16} />}>
      {t('accounts:link')}
    </Button>
  );
  const some = (accounts.data?.accounts.length ?? 0) > 0;
  return (
    <Page title={t('accounts:title')} actions={some && link}>
      <LinkFailure />
      <Loaded query={accounts}>
        {({ accounts: linked }) =>
          linked.length === 0 ? (
            <EmptyState icon={IconAt} title={t('accounts:emptyTitle')} text={t('accounts:emptyText')}>
              {link}
            </EmptyState>
          ) : (
            <ul className={card.cards}>
              {linked.map((account) => (
                <AccountCard key={account.id} account={account} onUnlinked={setUnlinked} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <UnlinkedDialog unlinked={unlinked} onClose={() => setUnlinked(null)} />
    </Page>
  );
}
