/** What somebody is written who is invited, in the language of whoever invites them. */
import type { LocaleTag } from '@mailroom/model';
import en from '../locales/en/invitation.json' with { type: 'json' };
import fr from '../locales/fr/invitation.json' with { type: 'json' };
import it from '../locales/it/invitation.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/invitation.json' with { type: 'json' };
import ru from '../locales/ru/invitation.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/invitation.json' with { type: 'json' };
import { textsIn } from '../mail/texts.ts';

const texts = textsIn({ en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it });

export interface InvitationMail {
  /** Name of the administrator who invites. */
  inviter: string;
  link: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Public address of Mailroom, without a trailing slash. */
  address: string;
}

export function invitationMail(
  { inviter, link, expiresAt, address }: InvitationMail,
  tag: LocaleTag,
): { subject: string; text: string } {
  const say = texts(tag);
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(expiresAt),
  );
  // A line break in a name would begin a header, or a paragraph of somebody else's.
  const values = { inviter: inviter.replace(/\s+/g, ' '), date, address };
  const paragraphs = [say('text', values), link, say('once', values), say('unexpected', values)];
  return { subject: say('subject', values), text: `${paragraphs.join('\n\n')}\n` };
}
