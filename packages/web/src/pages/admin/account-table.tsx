import type { AccountState, OverseenAccount, OversightOrder } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import classes from './account-table.module.css';
import type { OverviewView } from './overview-filters.tsx';

const tones: Record<AccountState, 'good' | 'busy' | 'warn' | 'bad'> = {
  choosing: 'warn',
  syncing: 'busy',
  watching: 'good',
  waiting: 'warn',
  reconnect: 'bad',
  blocked: 'bad',
  paused: 'warn',
  unlinking: 'busy',
};

interface AccountTableProps {
  accounts: readonly OverseenAccount[];
  /** On all pages. */
  total: number;
  view: OverviewView;
  onView(view: OverviewView): void;
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}

/** One row for each account; on a phone, one card. */
export function AccountTable({ accounts, total, view, onView, chosen, onChoose }: AccountTableProps) {
  const { t } = useTranslation();
  const picked = accounts.filter(({ id }) => chosen.has(id)).length;
  const choose = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const all = (
    <Checkbox
      label={t('oversight:chooseAll')}
      checked={picked === accounts.length}
      indeterminate={picked > 0 && picked < accounts.length}
      onChange={({ currentTarget: { checked } }) =>
        onChoose(new Set(checked ? accounts.map(({ id }) => id) : []))
      }
    />
  );
  return (
    <div className={classes.frame}>
      <div className={classes.head}>
        {all}
        <span>{t('oversight:total', { count: total })}</span>
      </div>
      <table className={classes.table}>
        <caption className="mr-sr-only">{t('oversight:title')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="mr-sr-only">{t('oversight:columns.choose')}</span>
            </th>
            <SortHeader order="address" view={view} onView={onView} />
            <SortHeader order="owner" view={view} onView={onView} />
            <SortHeader order="need" view={view} onView={onView} />
            <SortHeader order="synced" view={view} onView={onView} />
            <th scope="col" className={classes.number}>
              {t('oversight:columns.messages')}
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountLine
              key={account.id}
              account={account}
              chosen={chosen.has(account.id)}
              onChoose={(on) => choose(account.id, on)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeaderProps {
  order: Extract<OversightOrder, 'address' | 'owner' | 'need' | 'synced'>;
  view: OverviewView;
  onView(view: OverviewView): void;
}

/** Orders by its column; pressed again, the other way round. */
function SortHeader({ order, view, onView }: SortHeaderProps) {
  const { t } = useTranslation();
  const current = view.order === order;
  const descending = current && !view.descending;
  const Arrow = view.descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" aria-sort={current ? (view.descending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton
        className={classes.sort}
        onClick={() => onView({ ...view, order, descending, cursors: [] })}
      >
        {t(`oversight:columns.${order}`)}
        {current && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}

interface AccountLineProps {
  account: OverseenAccount;
  chosen: boolean;
  onChoose(on: boolean): void;
}

function AccountLine({ account, chosen, onChoose }: AccountLineProps) {
  const { t } = useTranslation();
  const { number, ago, fullDate } = useLocale();
  const { id, address, owner, provider, lastSyncedAt, messages, unread } = account;
  return (
    <tr className={classes.line} data-chosen={chosen || undefined} data-account={id}>
      <td className={classes.choose}>
        <Checkbox
          aria-label={t('oversight:choose', { address })}
          checked={chosen}
          onChange={({ currentTarget: { checked } }) => onChoose(checked)}
        />
      </td>
      <th scope="row" className={classes.address}>
        {address}
        <span className={classes.small}>{t(`oversight:providers.${provider}`)}</span>
      </th>
      <td className={classes.owner}>
        {owner.name || t('oversight:nobody')}
        <span className={classes.small}>{owner.email}</span>
      </td>
      <td className={classes.state}>
        <AccountStateWords account={account} />
      </td>
      <td className={classes.synced} title={lastSyncedAt ? fullDate(lastSyncedAt) : undefined}>
        <span className={classes.label}>{t('oversight:columns.synced')}</span>
        {lastSyncedAt ? ago(lastSyncedAt) : t('oversight:never')}
      </td>
      <td className={classes.number}>
        <span className={classes.label}>{t('oversight:columns.messages')}</span>
        {number(messages)}
        {unread > 0 && <span className={classes.small}>{t('oversight:unread', { count: unread })}</span>}
      </td>
    </tr>
  );
}

/** The state, whose turn it is, and what went wrong in a sentence. What a server said of folders or messages is not told here. */
function AccountStateWords({ account }: { account: OverseenAccount }) {
  const { t } = useTranslation();
  const { ago } = useLocale();
  const { state, need, failure, unwellSince, unwell, askedAt, pausedBy, progress } = account;
  const percent = progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : null;
  return (
    <>
      <span className={card.state}>
        <span className={card.dot} data-tone={tones[state]} aria-hidden />
        {t(`accounts:states.${state}`)}
        {state === 'syncing' && percent !== null && ` · ${t('oversight:percent', { percent })}`}
      </span>
      {need !== 'nobody' && <span className={classes.small}>{t(`oversight:needs.${need}`)}</span>}
      {pausedBy !== null && <span className={classes.small}>{t(`oversight:pausedBy.${pausedBy}`)}</span>}
      {unwellSince !== null && (
        <span className={classes.small} data-tone={unwell ? 'bad' : undefined}>
          {t('oversight:unwellSince', { ago: ago(unwellSince) })}
        </span>
      )}
      {failure && (
        <span className={classes.small}>
          {t(`failures:${failure.kind}`)} {failure.code && <code>{failure.code}</code>}
        </span>
      )}
      {askedAt !== null && (
        <span className={classes.small}>{t('oversight:asked', { ago: ago(askedAt) })}</span>
      )}
    </>
  );
}
