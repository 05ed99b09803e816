import { reaches } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { SharingSection } from '../sharing/sharing-section.tsx';
import { BudgetSection } from './budget-section.tsx';
import { CompletenessSection } from './completeness-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { LeftOutSection } from './left-out-section.tsx';
import { StateSection } from './state-section.tsx';
import { TimelineSection } from './timeline-section.tsx';

/** Counts are asked for again while somebody looks; what changes by itself is told by the live stream. */
const refetchInterval = 30_000;

/** What Mailroom knows of one mailbox: how it is, whether all of it is here, what was left out, and what happened. */
export function AccountPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/accounts/$id' });
  const params = { id };
  const account = useQuery(read('readAccount', { params }));
  const truth = useQuery({ ...read('readAccountTruth', { params }), refetchInterval });
  const events = useQuery(read('listAccountEvents', { params }));
  const back = (
    <Button
      component={Link}
      to="/accounts"
      variant="subtle"
      size="xs"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
    >
      {t('accounts:title')}
    </Button>
  );
  return (
    <Page title={account.data?.address ?? t('accountTruth:title')} actions={back}>
      <Loaded query={account}>
        {(known) => (
          <>
            <StateSection account={known} />
            <Loaded query={truth}>
              {(told) => (
                <>
                  <CompletenessSection account={known} truth={told} />
                  <LeftOutSection account={known} truth={told} />
                  {told.budget && <BudgetSection budget={told.budget} />}
                </>
              )}
            </Loaded>
            <Loaded query={events}>{({ events: told }) => <TimelineSection events={told} />}</Loaded>
            <SharingSection account={known} />
            {reaches(known.level, 'manage') && <DiagnosticsSection account={known} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
