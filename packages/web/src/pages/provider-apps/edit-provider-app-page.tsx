import { Failure, type ProviderApp } from '@mailroom/model';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconStethoscope } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { appKind } from './app-kind.ts';
import { type AppValues, inputOf } from './app-values.ts';
import { ConsentSection } from './consent-section.tsx';
import { CredentialSection } from './credential-section.tsx';
import { ProviderAppForm } from './provider-app-form.tsx';
import { Section } from './section.tsx';
import { useAppsChanged } from './use-apps-changed.ts';

export function EditProviderAppPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/settings/provider-apps/$id' });
  const apps = useQuery(read('listProviderApps', {}));
  const app = apps.data?.providerApps.find((one) => one.id === id);
  const examine = app && (
    <Button
      variant="default"
      component={Link}
      to={`/settings/provider-apps/${app.id}/doctor`}
      leftSection={<IconStethoscope size={16} />}
    >
      {t('providerApps:examine')}
    </Button>
  );
  return (
    <Page
      title={app?.name ?? t('providerApps:title')}
      intro={app && t(`providerApps:kinds.${appKind(app)}`)}
      actions={examine}
    >
      <Loaded query={apps}>
        {() =>
          app ? (
            <>
              <CredentialSection app={app} />
              <Section title={t('providerApps:registration')}>
                <EditForm key={app.id} app={app} />
              </Section>
              {app.provider === 'microsoft' && <ConsentSection app={app} />}
            </>
          ) : (
            <FormFailure thrown={new Failure({ origin: 'person', kind: 'not-found' })} />
          )
        }
      </Loaded>
    </Page>
  );
}

function EditForm({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const clouds = useQuery(read('listClouds', {}));
  const change = useMutation({
    mutationFn: (values: AppValues) => {
      const { provider, credential: _, clientId, ...input } = inputOf(values);
      const details = provider === 'microsoft' && 'tenant' in input ? { tenant: input.tenant } : {};
      const { name, cloudId } = input;
      const body = { name, cloudId, ...details, ...(clientId !== null && { clientId }) };
      return call('changeProviderApp', { params: { id: app.id }, body });
    },
    onSuccess: async () => {
      await changed();
      notifications.show({
        message: t('providerApps:saved'),
        closeButtonProps: { 'aria-label': t('shell:close') },
      });
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
          onSubmit={(values) => change.mutate(values)}
        />
      )}
    </Loaded>
  );
}
