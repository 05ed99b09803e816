import { type LocaleTag, localeTag } from '@mailroom/model';
import { CopyAction, localeNames } from '@mailroom/ui';
import { Select } from '@mantine/core';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import en from '../../locales/en/invitation.json' with { type: 'json' };
import fr from '../../locales/fr/invitation.json' with { type: 'json' };
import it from '../../locales/it/invitation.json' with { type: 'json' };
import ptBR from '../../locales/pt-BR/invitation.json' with { type: 'json' };
import ru from '../../locales/ru/invitation.json' with { type: 'json' };
import zhCN from '../../locales/zh-CN/invitation.json' with { type: 'json' };
import { useGuide } from './guide-context.ts';
import classes from './tell-panel.module.css';

/** The administrator writes to people in their language, which need not be one's own: all six are here. */
const invitations: Record<LocaleTag, typeof en> = { en, fr, 'zh-CN': zhCN, ru, 'pt-BR': ptBR, it };

function wordsOf(tag: LocaleTag, replace: Record<string, string>): string {
  if (!i18next.hasResourceBundle(tag, 'invitation')) {
    i18next.addResourceBundle(tag, 'invitation', invitations[tag]);
  }
  return [
    i18next.t('invitation:subject', { lng: tag }),
    i18next.t('invitation:text', { lng: tag, ...replace }),
    i18next.t('invitation:steps', { lng: tag, ...replace }),
  ].join('\n\n');
}

/** A message to copy that leads people to linking their mailbox. */
export function TellPanel() {
  const { t, i18n } = useTranslation();
  const { app } = useGuide();
  const spoken = localeTag.safeParse(i18n.language);
  const [tag, setTag] = useState<LocaleTag>(spoken.success ? spoken.data : 'en');
  // People come through the address that the provider sends them back to, not the one an administrator happens to use.
  const link = new URL('/accounts/link', app.redirectUri).href;
  const words = wordsOf(tag, { link, name: app.name });
  return (
    <div className={classes.panel}>
      <Select
        className={classes.language}
        label={t('guide:messageLanguage')}
        data={localeTag.options.map((value) => ({ value, label: localeNames[value] }))}
        value={tag}
        allowDeselect={false}
        onChange={(value) => setTag(localeTag.parse(value))}
      />
      <div className={classes.message}>
        <p className={classes.words} lang={tag}>
          {words}
        </p>
        <CopyAction value={words} />
      </div>
    </div>
  );
}
