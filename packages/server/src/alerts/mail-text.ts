/** What is written about alerts, and what an owner is written who is asked to see to an account. Plain text; no mail is quoted. */
import type { LocaleTag } from '@mailroom/model';
import type { OverseenState } from '@mailroom/store';
import type { Alert } from './current.ts';
import type { AlertTexts } from './texts.ts';

export interface AlertText {
  subject: string;
  text: string;
}

/** How the reader is written to. */
export interface Reader {
  texts: AlertTexts;
  language: LocaleTag;
  timeZone: string;
  /** Public address of Mailroom, without a trailing slash. */
  address: string;
}

/** Alerts that one mail names; the rest is a number. */
const named = 20;

const gibibyte = 1024 ** 3;

function moment({ language, timeZone }: Reader, at: string | null): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return format.format(at === null ? undefined : new Date(at));
}

function mended({ state }: OverseenState): 'waiting' | 'reconnect' | 'blocked' {
  return state === 'reconnect' || state === 'blocked' ? state : 'waiting';
}

function line(alert: Alert, owners: ReadonlyMap<string, string>, reader: Reader): string {
  const { texts, language } = reader;
  switch (alert.kind) {
    case 'account-unwell': {
      const { account } = alert;
      return texts(`account.${mended(account)}`, {
        address: account.address,
        owner: owners.get(account.ownerId) ?? '',
        since: moment(reader, account.unwellSince),
      });
    }
    case 'provider-app-fails':
      return texts('app', {
        name: alert.name,
        link: `${reader.address}/settings/provider-apps/${alert.subject}/doctor`,
      });
    case 'disk-fills': {
      const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
      return texts('disk', {
        free: number.format(alert.disk.free / gibibyte),
        size: number.format(alert.disk.size / gibibyte),
      });
    }
  }
}

function written(paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`;
}

export function administratorText(
  alerts: readonly Alert[],
  owners: ReadonlyMap<string, string>,
  reader: Reader,
): AlertText {
  const { texts, address } = reader;
  const more = alerts.length - named;
  const paragraphs = [
    ...alerts.slice(0, named).map((alert) => line(alert, owners, reader)),
    ...(more > 0 ? [texts('more', { count: more })] : []),
    `${address}/admin/accounts`,
    texts('reasonAdministrator', { address }),
  ];
  return { subject: texts('subject', { count: alerts.length }), text: written(paragraphs) };
}

/** To the owner of accounts that have not worked for an hour. */
export function ownerText(alerts: readonly Alert[], reader: Reader): AlertText {
  const { texts, address } = reader;
  const accounts = alerts.flatMap((alert) => (alert.kind === 'account-unwell' ? [alert.account] : []));
  const paragraphs = [
    ...accounts.map((account) =>
      texts(`own.${mended(account)}`, {
        address: account.address,
        since: moment(reader, account.unwellSince),
      }),
    ),
    `${address}/accounts`,
    texts('reasonOwner', { address }),
  ];
  return {
    subject: texts('ownSubject', { address: accounts[0]?.address ?? '', count: accounts.length }),
    text: written(paragraphs),
  };
}

/** To an owner whom an administrator asks to see to an account. */
export function askedText(
  account: { address: string; state: 'reconnect' | 'choosing' },
  administrator: string,
  reader: Reader,
): AlertText {
  const { texts, address } = reader;
  const paragraphs = [
    texts(`asked.${account.state}`, { address: account.address, name: administrator }),
    `${address}/accounts`,
    texts('reasonOwner', { address }),
  ];
  return { subject: texts('askedSubject', { address: account.address }), text: written(paragraphs) };
}
