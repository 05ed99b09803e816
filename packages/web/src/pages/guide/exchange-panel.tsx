import { azureCloudOf } from '@mailroom/model/guide/azure-cloud';
import { exchangeBlock } from '@mailroom/model/guide/exchange-block';
import { Button, Textarea } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './block-panel.module.css';
import { BlockText } from './block-text.tsx';
import { useGuide } from './guide-context.ts';

/** Addresses one below the other, or however somebody separates them. */
const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word.includes('@'));

/** Kept in the browser until it is closed: the commands are made anew whenever mailboxes are added. */
function useMailboxes(appId: string) {
  return useSessionStorage({ key: `mailroom.guide.mailboxes.${appId}`, defaultValue: '' });
}

export function MailboxesField() {
  const { t } = useTranslation();
  const { app } = useGuide();
  const [text, setText] = useMailboxes(app.id);
  return (
    <Textarea
      aria-label={t('guide:exchange.mailboxes')}
      placeholder={'sales@contoso.com\nsupport@contoso.com'}
      value={text}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

export function ExchangeCommands() {
  const { t } = useTranslation();
  const { app, cloud } = useGuide();
  const [text] = useMailboxes(app.id);
  const mailboxes = addressesOf(text);
  if (app.clientId === null)
    return <p className={classes.note}>{t('report:skipped.client-id-not-entered')}</p>;
  if (mailboxes.length === 0) return <p className={classes.note}>{t('guide:exchange.noMailboxes')}</p>;
  const block = exchangeBlock({
    name: app.name,
    clientId: app.clientId,
    authority: cloud.authority,
    mailboxes,
  });
  const shell = azureCloudOf(cloud.authority)?.shell;
  return (
    <div className={classes.panel}>
      <BlockText shell="PowerShell" text={block} />
      {shell && (
        <div>
          <Button
            component="a"
            href={shell}
            target="_blank"
            rel="noreferrer"
            variant="light"
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('guide:open', { page: 'Cloud Shell' })}
          </Button>
        </div>
      )}
    </div>
  );
}
