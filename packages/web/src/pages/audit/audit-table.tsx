import type { CallAnswer } from '@mailroom/client';
import type { AuditRecord } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { factsOf } from './audit-facts.ts';
import classes from './audit-table.module.css';
import { useFactWords } from './use-fact-words.ts';

type Page = Pick<CallAnswer<'listAudit'>, 'records' | 'people' | 'accounts'>;

/** One row for each record, newest first; on a phone, one card. */
export function AuditTable({ title, page }: { title: string; page: Page }) {
  const { t } = useTranslation();
  const names = new Map(page.people.map(({ id, name }) => [id, name]));
  const addresses = new Map(page.accounts.map(({ id, address }) => [id, address]));
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className="mr-sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit:columns.when')}</th>
            <th scope="col">{t('audit:person')}</th>
            <th scope="col">{t('audit:action')}</th>
            <th scope="col">{t('audit:account')}</th>
          </tr>
        </thead>
        <tbody>
          {page.records.map((record) => (
            <Line key={record.id} record={record} names={names} addresses={addresses} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  record: AuditRecord;
  names: ReadonlyMap<string, string>;
  addresses: ReadonlyMap<string, string>;
}

function Line({ record, names, addresses }: LineProps) {
  const { t } = useTranslation();
  const { date, time, fullDate } = useLocale();
  const nameOf = (id: string): string =>
    id === 'mailroom' ? t('audit:mailroom') : (names.get(id) ?? t('audit:gone'));
  const words = useFactWords(nameOf);
  const subject = useSubject(record, nameOf);
  const { at, actor, action, accountId, network, keyId } = record;
  const address = accountId === null ? undefined : addresses.get(accountId);
  // The mailbox has a column of its own.
  const facts = factsOf(record).filter(
    ({ name, value }) => name !== 'address' || value.kind !== 'text' || value.text !== address,
  );
  return (
    <tr className={classes.line}>
      <td className={classes.when}>
        <time dateTime={at} title={fullDate(at)}>
          {date(at)}, {time(at)}
        </time>
      </td>
      <td className={classes.who}>
        {nameOf(actor)}
        {network !== null && <span className={classes.small}>{t('audit:network', { network })}</span>}
        {keyId !== null && <span className={classes.small}>{t('audit:byKey')}</span>}
      </td>
      <th scope="row" className={classes.what}>
        {t(`audit:actions.${action}`)}
        {[subject, ...facts.map(words)]
          .filter((fact) => fact !== null)
          .map((fact) => (
            <span key={fact} className={classes.small}>
              {fact}
            </span>
          ))}
      </th>
      <td className={classes.account}>{accountId !== null && (address ?? t('audit:gone'))}</td>
    </tr>
  );
}

/** Whom or what it was done to, where that has a name; people and groups have. */
function useSubject({ subject }: AuditRecord, nameOf: (id: string) => string): string | null {
  const { t } = useTranslation();
  const groups = useQuery(read('listColleagues', {})).data?.groups ?? [];
  if (subject?.kind === 'person') return nameOf(subject.id);
  if (subject?.kind !== 'group') return null;
  return groups.find(({ id }) => id === subject.id)?.name ?? t('audit:gone');
}
