import { Failure, type ProviderApp } from '@mailroom/model';
import { Button, Loader } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import classes from './doctor-page.module.css';
import { PageTold } from './page-told.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { ReportView } from './report-view.tsx';
import { useOwnMailboxes } from './use-own-mailboxes.ts';

export function DoctorPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/settings/provider-apps/$id/doctor' });
  const apps = useQuery(read('listProviderApps', {}));
  return (
    <Loaded query={apps}>
      {({ providerApps }) => {
        const app = providerApps.find((one) => one.id === id);
        if (app) return <Examination key={app.id} app={app} />;
        return (
          <Page title={t('providerApps:title')}>
            <FormFailure thrown={new Failure({ origin: 'person', kind: 'not-found' })} />
          </Page>
        );
      }}
    </Loaded>
  );
}

function Examination({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const reading = read('readDoctor', { params: { id: app.id } });
  const last = useQuery(reading);
  const mailboxes = useOwnMailboxes(app);
  // Undefined until somebody chooses: with a mailbox linked already, one click examines everything.
  const [chosen, choose] = useState<string | null>();
  const accountId = chosen === undefined ? (mailboxes[0]?.id ?? null) : chosen;
  const run = useMutation({
    mutationFn: () => call('runDoctor', { params: { id: app.id }, body: { accountId } }),
    onSuccess: async (report) => {
      cache.setQueryData(reading.queryKey, { report });
      // A credential that was refused, or taken again, is shown with the app.
      await cache.invalidateQueries({ queryKey: ['listProviderApps'] });
    },
  });
  const report = last.data?.report ?? null;
  return (
    <Page
      title={t('doctor:title', { name: app.name })}
      intro={t('doctor:intro')}
      actions={
        <Button
          leftSection={<IconStethoscope size={16} aria-hidden />}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t('doctor:run')}
        </Button>
      }
    >
      <p className={classes.status} role="status">
        {run.isPending && (
          <>
            <Loader size={16} aria-hidden /> {t('doctor:running')}
          </>
        )}
        {run.isSuccess && <span className="mr-sr-only">{t(`report:overall.${run.data.state}`)}</span>}
      </p>
      <FormFailure thrown={run.error} />
      <div className={classes.parts} aria-busy={run.isPending} data-stale={run.isPending || undefined}>
        <Loaded query={last}>
          {() => (
            <ReportView
              app={app}
              report={report}
              rehearsal={
                <Rehearsal
                  app={app}
                  report={report}
                  mailboxes={mailboxes}
                  accountId={accountId}
                  pending={run.isPending}
                  onChoose={choose}
                  onRehearse={() => run.mutate()}
                />
              }
            />
          )}
        </Loaded>
        <PageTold app={app} />
        <p className={classes.back}>
          <Link to="/settings/provider-apps/$id" params={{ id: app.id }}>
            {t('doctor:back', { name: app.name })}
          </Link>
        </p>
      </div>
    </Page>
  );
}
