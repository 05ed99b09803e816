/** What somebody is written whose second factors an administrator made Mailroom forget. */
import type { ListedPerson, LocaleTag, Person } from '@mailroom/model';
import en from '../locales/en/factors-forgotten.json' with { type: 'json' };
import fr from '../locales/fr/factors-forgotten.json' with { type: 'json' };
import it from '../locales/it/factors-forgotten.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/factors-forgotten.json' with { type: 'json' };
import ru from '../locales/ru/factors-forgotten.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/factors-forgotten.json' with { type: 'json' };
import { textsIn } from '../mail/texts.ts';
import type { Services } from '../services.ts';

const texts = textsIn({ en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it });

export function factorsForgottenMail(
  { administrator, address }: { administrator: string; address: string },
  tag: LocaleTag,
): { subject: string; text: string } {
  const say = texts(tag);
  // A line break in a name would begin a paragraph of somebody else's.
  const values = { administrator: administrator.replace(/\s+/g, ' '), address };
  const paragraphs = [say('done', values), say('next', values), say('notYou', values), say('reason', values)];
  return { subject: say('subject', values), text: `${paragraphs.join('\n\n')}\n` };
}

/** A mail that does not leave is logged, not thrown: what it tells of is done. */
export async function tellFactorsForgotten(
  { mail, address, people, store, log }: Pick<Services, 'mail' | 'address' | 'people' | 'store' | 'log'>,
  { id, name, email }: Pick<ListedPerson, 'id' | 'name' | 'email'>,
  administrator: Pick<Person, 'name'>,
): Promise<void> {
  if (mail === null) return;
  const own = (await people.all()).find((person) => person.id === id)?.locale;
  const language = own ?? (await store.organisation.policy()).locale ?? 'en';
  const text = factorsForgottenMail({ administrator: administrator.name, address: address() }, language);
  try {
    await mail.send({ to: { name, address: email }, ...text, language });
  } catch (thrown) {
    log.error(
      { err: thrown, personId: id },
      'a person could not be told that their second factors were forgotten',
    );
  }
}
