/** Writes to owners whose account an administrator opened by breaking the glass. What could not be mailed is tried again within the hour. */
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import en from '../locales/en/break-glass.json' with { type: 'json' };
import fr from '../locales/fr/break-glass.json' with { type: 'json' };
import it from '../locales/it/break-glass.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/break-glass.json' with { type: 'json' };
import ru from '../locales/ru/break-glass.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/break-glass.json' with { type: 'json' };
import type { OwnMail } from '../mail/own-mail.ts';
import { textsIn } from '../mail/texts.ts';

const texts = textsIn({ en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it });

export interface OwnersMailParts {
  store: {
    breakGlass: Pick<Store['breakGlass'], 'unmailed' | 'mailed'>;
    organisation: Pick<Store['organisation'], 'policy'>;
  };
  /** Null where Mailroom has no mail of its own: then the screens alone tell. */
  mail: OwnMail | null;
  /** Public address, without a trailing slash. */
  address(): string;
  log: Pick<Logger, 'info' | 'error'>;
}

export async function tellOwners({ store, mail, address, log }: OwnersMailParts): Promise<void> {
  if (!mail) return;
  const { locale } = await store.organisation.policy();
  for (const glass of await store.breakGlass.unmailed()) {
    const { owner, readerName } = glass;
    const language = owner.locale ?? locale ?? 'en';
    const say = texts(language);
    const time = new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    });
    const values = {
      mailbox: glass.address,
      person: readerName,
      reason: glass.reason,
      from: time.format(new Date(glass.beganAt)),
      to: time.format(new Date(glass.endsAt)),
      address: address(),
    };
    const paragraphs = [
      say('began', values),
      say('reason', values),
      `${say('end', values)}\n${address()}/accounts/${glass.accountId}`,
      say('why', values),
    ];
    const to = { name: owner.name, address: owner.email };
    try {
      await mail.send({
        to,
        subject: say('subject', values),
        text: `${paragraphs.join('\n\n')}\n`,
        language,
      });
    } catch (thrown) {
      log.error({ err: thrown, accountId: glass.accountId }, 'an owner could not be told of a broken glass');
      continue;
    }
    await store.breakGlass.mailed(glass.id);
    log.info({ accountId: glass.accountId, personId: owner.id }, 'an owner was told of a broken glass');
  }
}
