import { Failure, type ProviderApp, type ProviderAppInput } from '@mailroom/model';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { ProviderAppForm } from './provider-app-form.tsx';

export function EditProviderAppPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/settings/provider-apps/$id' });
  const apps = useQuery(read('listProviderApps', {}));
  const app = apps.data?.providerApps.find((one) => one.id === id);
  return (
    <Page title={app ? t('providerApps:editTitle', { name: app.name }) : t('providerApps:title')}>
      <Loaded query={apps}>
        {() =>
          app ? (
            <EditForm app={app} />
          ) : (
            <FormFailure thrown={new Failure({ origin: 'person', kind: 'not-found' })} />
          )
        }
      </Loaded>
    </Page>
  );
}

function EditForm({ app }: { app: ProviderApp }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const clouds = useQuery(read('listClouds', {}));
  const change = useMutation({
    mutationFn: ({ provider: _, clientSecret, ...body }: ProviderAppInput) =>
      call('changeProviderApp', {
        params: { id: app.id },
        body: clientSecret === '' ? body : { ...body, clientSecret },
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
      await cache.invalidateQueries({ queryKey: ['listLinkOptions'] });
      await navigate({ to: '/settings/provider-apps' });
    },
  });
  return (
    <Loaded query={clouds}>
      {({ clouds: known }) => (
        <ProviderAppForm
          clouds={known}
          redirectUri={app.redirectUri}
          app={app}
          pending={change.isPending}
          failure={change.error}
          onSubmit={(input) => change.mutate(input)}
        />
      )}
    </Loaded>
  );
}
