import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { PlanForm } from './plan-form.tsx';
import { Report } from './report.tsx';

/** How often a departure that is under way is looked at: the rest of it is done elsewhere, or after a restart. */
const lookAgain = 2_000;

/** Somebody leaves, on one screen: what is decided before, what was done afterwards. */
export function LeavingPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/settings/people/$id/leaving' });
  const leaving = useQuery({
    ...read('readLeaving', { params: { id } }),
    refetchInterval: ({ state }) =>
      state.data?.departure && state.data.departure.endedAt === null ? lookAgain : false,
  });
  const { person, departure } = leaving.data ?? {};
  const left = departure && person?.state === 'deactivated';
  const name = person?.name ?? '';
  return (
    <Page
      title={t(left ? 'leaving:reportTitle' : 'leaving:title', { name })}
      intro={left ? undefined : t('leaving:intro')}
    >
      <Loaded query={leaving}>
        {(data) =>
          data.departure && data.person.state === 'deactivated' ? (
            <Report person={data.person} departure={data.departure} />
          ) : (
            <PlanForm leaving={data} />
          )
        }
      </Loaded>
    </Page>
  );
}
