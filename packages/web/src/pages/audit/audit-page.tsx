import { auditExportPath } from '@mailroom/model/api/audit';
import { EmptyState } from '@mailroom/ui';
import { Button, Group, Menu } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { type AuditView, filterOf, wholeLog } from './audit-view.ts';
import { RetentionSection } from './retention-section.tsx';

/** Everything on record, for administrators; it holds no mail. */
export function AuditPage() {
  const { t } = useTranslation();
  const people = useQuery(read('listPeople', {})).data?.people ?? [];
  const accounts = useQuery(read('listOverseenAccounts', { query: { order: 'address', limit: 500 } }));
  return (
    <Page title={t('audit:title')} intro={t('audit:intro')} wide>
      <Log
        title={t('audit:title')}
        byOthers={false}
        people={people}
        accounts={accounts.data?.accounts ?? []}
        none={t('audit:noneText')}
      />
      <RetentionSection />
    </Page>
  );
}

/** What others did with one's own mailboxes, for everybody who has any. */
export function OwnAuditPage() {
  const { t } = useTranslation();
  const people = useQuery(read('listColleagues', {})).data?.people ?? [];
  const accounts = useQuery(read('listAccounts', {})).data?.accounts ?? [];
  return (
    <Page title={t('audit:ownTitle')} intro={t('audit:ownIntro')} wide>
      <Log
        title={t('audit:ownTitle')}
        byOthers
        people={people}
        accounts={accounts.filter(({ level }) => level === 'own')}
        none={t('audit:noneOwn')}
      />
    </Page>
  );
}

interface LogProps {
  title: string;
  byOthers: boolean;
  people: readonly { id: string; name: string }[];
  accounts: readonly { id: string; address: string }[];
  /** Said where nothing is on record. */
  none: string;
}

function Log({ title, byOthers, people, accounts, none }: LogProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<AuditView>(wholeLog);
  const filter = filterOf(view, byOthers);
  const after = view.cursors.at(-1);
  const page = useQuery({
    ...read('listAudit', { query: { ...filter, ...(after !== undefined && { after }) } }),
    placeholderData: keepPreviousData,
  });
  const turn = (cursors: readonly string[]): void => setView({ ...view, cursors });
  return (
    <>
      <AuditFilters view={view} people={people} accounts={accounts} onChange={setView} />
      <Loaded query={page}>
        {(shown) =>
          shown.records.length === 0 ? (
            <EmptyState icon={IconHistory} title={t('audit:none')} text={none} />
          ) : (
            <>
              <AuditTable title={title} page={shown} />
              <Group justify="space-between" mt="md">
                <ExportMenu filter={filter} />
                <Group>
                  {view.cursors.length > 0 && (
                    <Button variant="default" size="xs" onClick={() => turn(view.cursors.slice(0, -1))}>
                      {t('audit:newer')}
                    </Button>
                  )}
                  {shown.next !== null && (
                    <Button
                      variant="default"
                      size="xs"
                      onClick={() => shown.next !== null && turn([...view.cursors, shown.next])}
                    >
                      {t('audit:older')}
                    </Button>
                  )}
                </Group>
              </Group>
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** What is chosen above as a file: all of it, not this page alone. */
function ExportMenu({ filter }: { filter: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  const href = (format: 'csv' | 'jsonl') =>
    `${auditExportPath}?${new URLSearchParams({ ...filter, format }).toString()}`;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('audit:export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('csv')} download>
          {t('audit:exportCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={href('jsonl')} download>
          {t('audit:exportLines')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
