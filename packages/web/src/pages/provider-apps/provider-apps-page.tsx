import type { ProviderApp } from '@mailroom/model';
import { EmptyState, FailureNotice, useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';

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

function AppCard({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call('deleteProviderApp', { params: { id: app.id } }),
    onSuccess: async () => {
      setAsking(false);
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
      await cache.invalidateQueries({ queryKey: ['listLinkOptions'] });
    },
  });
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{app.name}</h2>
          <p className={`${card.line} ${card.mono}`}>{app.clientId}</p>
          <p className={card.line}>{t('providerApps:accounts', { count: app.accounts })}</p>
          <Expiry app={app} />
        </div>
        <div className={card.actions}>
          <Button variant="default" size="xs" component={Link} to={`/settings/provider-apps/${app.id}`}>
            {t('shell:edit')}
          </Button>
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {t('shell:delete')}
          </Button>
        </div>
      </div>
      {app.failure && <FailureNotice failure={app.failure} />}
      <Confirm
        opened={asking}
        title={t('providerApps:deleteTitle', { name: app.name })}
        text={
          app.accounts > 0
            ? [t('providerApps:inUse', { count: app.accounts })]
            : [t('providerApps:deleteText')]
        }
        action={t('shell:delete')}
        pending={remove.isPending}
        failure={<FormFailure thrown={remove.error} />}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}

const soonDays = 30;

function Expiry({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  if (!app.secretExpires) return <p className={card.line}>{t('providerApps:noExpiry')}</p>;
  const days = (Date.parse(app.secretExpires) - Date.now()) / 86_400_000;
  const words = { date: date(`${app.secretExpires}T12:00:00`) };
  return (
    <p className={card.line} data-tone={days < 0 ? 'bad' : days < soonDays ? 'warn' : undefined}>
      {days < 0 ? t('providerApps:expired', words) : t('providerApps:expires', words)}
    </p>
  );
}
