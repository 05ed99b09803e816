import { auditAction } from '@mailroom/model';
import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './audit-filters.module.css';
import type { AuditView } from './audit-view.ts';

interface AuditFiltersProps {
  view: AuditView;
  people: readonly { id: string; name: string }[];
  accounts: readonly { id: string; address: string }[];
  onChange(view: AuditView): void;
}

/** What happened, who did it, to which mailbox, and when. */
export function AuditFilters({ view, people, accounts, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  // Another choice begins at its first page.
  const change = (part: Partial<AuditView>): void => onChange({ ...view, ...part, cursors: [] });
  const common = { clearable: true, searchable: true, placeholder: t('audit:any') };
  return (
    <search className={classes.filters}>
      <Select
        {...common}
        className={classes.wide}
        label={t('audit:action')}
        data={auditAction.options.map((value) => ({ value, label: t(`audit:actions.${value}`) }))}
        value={view.action}
        onChange={(value) => change({ action: auditAction.nullable().parse(value) })}
      />
      <Select
        {...common}
        label={t('audit:person')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={view.actor}
        onChange={(actor) => change({ actor })}
      />
      <Select
        {...common}
        label={t('audit:account')}
        data={accounts.map(({ id, address }) => ({ value: id, label: address }))}
        value={view.accountId}
        onChange={(accountId) => change({ accountId })}
      />
      <TextInput
        type="date"
        label={t('audit:from')}
        value={view.from}
        max={view.to || undefined}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('audit:to')}
        value={view.to}
        min={view.from || undefined}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </search>
  );
}
