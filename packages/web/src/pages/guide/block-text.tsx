import { Button, CopyButton, Textarea } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './block-text.module.css';

/** A block of commands: to read before it is run, to scroll with the keyboard, and to copy whole with one button. */
export function BlockText({ shell, text }: { shell: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.block}>
      <Textarea
        aria-label={t('guide:block.label', { name: shell })}
        value={text}
        readOnly
        rows={9}
        spellCheck={false}
        translate="no"
        classNames={{ input: classes.code }}
      />
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            className={classes.copy}
            color={copied ? 'green' : undefined}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {copied ? t('failure:copied') : t('guide:block.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
