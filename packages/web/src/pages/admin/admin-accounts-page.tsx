import type { OversightAction } from '@mailroom/model';
import { EmptyState } from '@mailroom/ui';
import { Button, Group } from '@mantine/core';
import { IconAt, IconLifebuoy } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { AccountTable } from './account-table.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { defaultView, OverviewFilters, type OverviewView, queryOf } from './overview-filters.tsx';
import { useActions } from './use-actions.ts';
import { VitalsSummary } from './vitals-summary.tsx';

/** Nobody tells an administrator of a change in somebody else's account, so the page looks by itself. */
const lookAgain = 10_000;

/** Everybody's accounts: what needs somebody first, and what can be done about several at once. Never their mail. */
export function AdminAccountsPage() {
  const { t } = useTranslation();
  const [view, setView] = useState<OverviewView>(defaultView);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [pausing, setPausing] = useState(false);
  const accounts = useQuery({
    ...read('listOverseenAccounts', { query: queryOf(view) }),
    refetchInterval: lookAgain,
    placeholderData: keepPreviousData,
  });
  const actions = useActions(() => setChosen(new Set()));
  const shown = accounts.data?.accounts ?? [];
  // What has left the list is not acted on: the buttons mean what is seen to be chosen.
  const picked = shown.filter(({ id }) => chosen.has(id));
  const act = (action: OversightAction): void => {
    if (action === 'pause') setPausing(true);
    else actions.run(action, picked);
  };
  const turn = (cursors: readonly string[]): void => setView({ ...view, cursors });

  return (
    <Page
      title={t('oversight:title')}
      intro={t('oversight:intro')}
      wide
      actions={
        <Button
          component={Link}
          to="/admin/emergency-access"
          variant="default"
          leftSection={<IconLifebuoy size={16} aria-hidden />}
        >
          {t('sharing:glass.title')}
        </Button>
      }
    >
      <VitalsSummary />
      <OverviewFilters view={view} onChange={setView} />
      <BulkBar chosen={picked} busy={actions.busy} onAct={act} onClear={() => setChosen(new Set())} />
      <Loaded query={accounts}>
        {({ accounts: list, next, total }) =>
          list.length === 0 ? (
            <EmptyState icon={IconAt} title={t('oversight:none')} text={t('oversight:noneText')} />
          ) : (
            <>
              <AccountTable
                accounts={list}
                total={total}
                view={view}
                onView={setView}
                chosen={chosen}
                onChoose={setChosen}
              />
              <Group justify="flex-end" mt="md">
                {view.cursors.length > 0 && (
                  <Button variant="default" size="xs" onClick={() => turn(view.cursors.slice(0, -1))}>
                    {t('oversight:previous')}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="default" size="xs" onClick={() => turn([...view.cursors, next])}>
                    {t('oversight:next')}
                  </Button>
                )}
              </Group>
            </>
          )
        }
      </Loaded>
      <Confirm
        opened={pausing}
        title={t('oversight:pauseTitle', { count: picked.length })}
        text={[t('oversight:pauseText'), t('oversight:pauseOwner')]}
        action={t('oversight:actions.pause')}
        pending={actions.busy}
        onConfirm={() => {
          actions.run('pause', picked);
          setPausing(false);
        }}
        onClose={() => setPausing(false)}
      />
    </Page>
  );
}
