import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { type AppValues, inputOf } from './app-values.ts';
import { ProviderAppForm } from './provider-app-form.tsx';
import { useAppsChanged } from './use-apps-changed.ts';

/** A provider app without its guide: what is known is entered, the credential follows on the app's own page. */
export function NewProviderAppPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const changed = useAppsChanged();
  const clouds = useQuery(read('listClouds', {}));
  const create = useMutation({
    mutationFn: (values: AppValues) => call('createProviderApp', { body: inputOf(values) }),
    onSuccess: async ({ id }) => {
      await changed();
      await navigate({ to: '/settings/provider-apps/$id', params: { id } });
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
            onSubmit={(values) => create.mutate(values)}
          >
            <Button variant="default" component={Link} to="/settings/provider-apps">
              {t('shell:cancel')}
            </Button>
          </ProviderAppForm>
        )}
      </Loaded>
    </Page>
  );
}
