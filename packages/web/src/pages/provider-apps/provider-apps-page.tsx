import { EmptyState } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { AppCard } from './app-card.tsx';

export function ProviderAppsPage() {
  const { t } = useTranslation();
  const apps = useQuery(read('listProviderApps', {}));
  const add = (
    <Button component={Link} to="/settings/provider-apps/new" leftSection={<IconPlus size={16} />}>
      {t('providerApps:add')}
    </Button>
  );
  const some = (apps.data?.providerApps.length ?? 0) > 0;
  return (
    <Page title={t('providerApps:title')} intro={t('providerApps:intro')} actions={some && add}>
      <Loaded query={apps}>
        {({ providerApps }) =>
          providerApps.length === 0 ? (
            <EmptyState
              icon={IconPlugConnected}
              title={t('providerApps:emptyTitle')}
              text={t('providerApps:emptyText')}
            >
              {add}
            </EmptyState>
          ) : (
            <ul className={card.cards}>
              {providerApps.map((app) => (
                <AppCard key={app.id} app={app} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
