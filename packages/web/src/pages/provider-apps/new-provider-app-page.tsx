import type { ProviderAppInput } from '@mailroom/model';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { ProviderAppForm } from './provider-app-form.tsx';

export function NewProviderAppPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const clouds = useQuery(read('listClouds', {}));
  const create = useMutation({
    mutationFn: (body: ProviderAppInput) => call('createProviderApp', { body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
      await cache.invalidateQueries({ queryKey: ['listLinkOptions'] });
      await navigate({ to: '/settings/provider-apps' });
    },
  });
  return (
    <Page title={t('providerApps:newTitle')} intro={t('providerApps:intro')}>
      <Loaded query={clouds}>
        {({ clouds: known, redirectUri }) => (
          <ProviderAppForm
            clouds={known}
            redirectUri={redirectUri}
            app={null}
            pending={create.isPending}
            failure={create.error}
            onSubmit={(input) => create.mutate(input)}
          />
        )}
      </Loaded>
    </Page>
  );
}
