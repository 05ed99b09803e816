/** Writes to the owner of an account whom an administrator asks to see to it. Nobody waits for the mail: the screens tell the owner anyway. */
import type { Person } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import type { People } from '../auth/people.ts';
import type { OwnMail } from '../mail/own-mail.ts';
import { askedText } from './mail-text.ts';
import { alertTexts } from './texts.ts';

export interface AskOwnerParts {
  store: Pick<Store, 'oversight' | 'organisation'>;
  people: Pick<People, 'all'>;
  mail: OwnMail | null;
  address(): string;
  log: Pick<Logger, 'info' | 'error'>;
}

export type AskOwner = (accountId: string, administrator: Person) => void;

async function write(parts: AskOwnerParts, accountId: string, administrator: Person): Promise<void> {
  const { store, people, mail, address, log } = parts;
  const account = (await store.oversight.accounts()).find(({ id }) => id === accountId);
  const owner = (await people.all()).find(({ id, active }) => active && id === account?.ownerId);
  if (!mail || !account || !owner) return;
  const { locale, timeZone } = await store.organisation.policy();
  const language = owner.locale ?? locale ?? 'en';
  const state = account.state === 'choosing' ? 'choosing' : 'reconnect';
  const text = askedText({ address: account.address, state }, administrator.name, {
    texts: alertTexts(language),
    language,
    timeZone: owner.timeZone ?? timeZone ?? 'UTC',
    address: address(),
  });
  await mail.send({ to: { name: owner.name, address: owner.email }, ...text, language });
  log.info({ accountId, personId: owner.id }, 'an owner was asked by mail');
}

export function askOwnerBy(parts: AskOwnerParts): AskOwner {
  return (accountId, administrator) => {
    write(parts, accountId, administrator).catch((thrown: unknown) => {
      parts.log.error({ err: thrown, accountId }, 'an owner could not be asked by mail');
    });
  };
}
