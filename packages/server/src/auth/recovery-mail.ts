/** What somebody who forgot their password is written, in their language. */
import type { LocaleTag } from '@mailroom/model';
import en from '../locales/en/recovery.json' with { type: 'json' };
import fr from '../locales/fr/recovery.json' with { type: 'json' };
import it from '../locales/it/recovery.json' with { type: 'json' };
import ptBR from '../locales/pt-BR/recovery.json' with { type: 'json' };
import ru from '../locales/ru/recovery.json' with { type: 'json' };
import zhCN from '../locales/zh-CN/recovery.json' with { type: 'json' };
import { textsIn } from '../mail/texts.ts';

const texts = textsIn({ en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it });

export function recoveryMail(
  { link, address }: { link: string; address: string },
  tag: LocaleTag,
): { subject: string; text: string } {
  const say = texts(tag);
  const values = { address };
  const paragraphs = [
    say('asked', values),
    link,
    say('expires', values),
    say('notYou', values),
    say('reason', values),
  ];
  return { subject: say('subject', values), text: `${paragraphs.join('\n\n')}\n` };
}
