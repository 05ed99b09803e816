import { appManifest, type Wish } from '@mailroom/model/guide/registration';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../provider-apps/save-file.ts';
import classes from './block-panel.module.css';

/** The registration as a file, for whoever keeps registrations as files or fills one through the page “Manifest”. */
export function ManifestButton({ wish }: { wish: Wish }) {
  const { t } = useTranslation();
  return (
    <div className={classes.row}>
      <p className={classes.note}>{t('guide:manifest.text')}</p>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={() => saveFile('mailroom-app-manifest.json', appManifest(wish), 'application/json')}
      >
        {t('guide:manifest.download')}
      </Button>
    </div>
  );
}
