import { Failure } from '@mailroom/model';
import { guideKinds } from '@mailroom/model/guide/steps';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { newValues, withAccess, withProvider } from '../provider-apps/app-values.ts';
import { BeginView, GuideView } from './guide-view.tsx';

/** The guide for a registration that is still to be made. */
export function BeginGuidePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { kind: wanted } = useParams({ from: '/signed-in/settings/provider-apps/new/$kind' });
  const { way } = useSearch({ from: '/signed-in/settings/provider-apps/new/$kind' });
  const clouds = useQuery(read('listClouds', {}));
  const kind = guideKinds.find((known) => known === wanted);
  if (kind === undefined) return <Missing />;
  return (
    <Loaded query={clouds}>
      {({ clouds: known }) => {
        const values = { ...newValues(known), name: t('guide:usualName') };
        const initial =
          kind === 'google'
            ? withProvider(values, 'google', known)
            : withAccess(values, kind === 'organisation' ? 'organisation' : 'people');
        return (
          <BeginView
            kind={kind}
            way={way}
            clouds={known}
            initial={initial}
            onBegun={({ id }) =>
              void navigate({
                to: '/settings/provider-apps/$id/guide',
                params: { id },
                search: { way },
                replace: true,
              })
            }
            onWay={(chosen) => void navigate({ to: '.', search: { way: chosen }, replace: true })}
          />
        );
      }}
    </Loaded>
  );
}

/** The guide of a provider app, taken up where it was left. */
export function GuidePage() {
  const navigate = useNavigate();
  const { id } = useParams({ from: '/signed-in/settings/provider-apps/$id/guide' });
  const { way } = useSearch({ from: '/signed-in/settings/provider-apps/$id/guide' });
  const apps = useQuery(read('listProviderApps', {}));
  const clouds = useQuery(read('listClouds', {}));
  return (
    <Loaded query={apps}>
      {({ providerApps }) => (
        <Loaded query={clouds}>
          {({ clouds: known }) => {
            const app = providerApps.find((one) => one.id === id);
            if (app === undefined) return <Missing />;
            return (
              <GuideView
                key={app.id}
                app={app}
                clouds={known}
                way={way}
                onWay={(chosen) => void navigate({ to: '.', search: { way: chosen }, replace: true })}
              />
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function Missing() {
  const { t } = useTranslation();
  return (
    <Page title={t('providerApps:title')}>
      <FormFailure thrown={new Failure({ origin: 'person', kind: 'not-found' })} />
    </Page>
  );
}
