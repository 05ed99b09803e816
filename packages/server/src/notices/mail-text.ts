/** What administrators are written about a credential that ends. */
import type { CredentialKind, CredentialNotice, LocaleTag } from '@mailroom/model';
import type { Texts } from './texts.ts';

/** Kinds that end: the platform's token has no end that Mailroom knows. */
export type EndingKind = Exclude<CredentialKind, 'federated'>;

export interface NoticeMail {
  notice: CredentialNotice;
  kind: EndingKind;
  hint: string;
  /** Public address of Mailroom, without a trailing slash. */
  address: string;
}

function moment(days: number): 'ends' | 'today' | 'ended' {
  if (days > 0) return 'ends';
  return days === 0 ? 'today' : 'ended';
}

export function mailText(
  { notice, kind, hint, address }: NoticeMail,
  texts: Texts,
  tag: LocaleTag,
): { subject: string; text: string } {
  const { name, days, expires, covered, providerAppId } = notice;
  const when = moment(days);
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${expires}T00:00:00Z`),
  );
  const values = { name, hint, date, count: days };
  const paragraphs = [
    texts(`${kind}.${when}`, values),
    texts(covered ? 'covered' : 'uncovered', values),
    `${address}/settings/provider-apps/${providerAppId}`,
    texts('reason', { address }),
  ];
  return { subject: texts(`subject.${when}`, values), text: `${paragraphs.join('\n\n')}\n` };
}
