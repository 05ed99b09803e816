import { azureCloudOf } from '@mailroom/model/guide/azure-cloud';
import { cloudShellBlock } from '@mailroom/model/guide/cloud-shell-block';
import { powerShellBlock } from '@mailroom/model/guide/power-shell-block';
import { Button, Select, Tabs } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './block-panel.module.css';
import { BlockText } from './block-text.tsx';
import { useGuide } from './guide-context.ts';
import { ManifestButton } from './manifest-button.tsx';
import { Note } from './note.tsx';
import { wishOf } from './wish.ts';

/** Months that a secret is made for. The portal offers two years at most, and Microsoft recommends less than one. */
const lifetimes = [6, 12, 24] as const;

const shells = { bash: cloudShellBlock, powershell: powerShellBlock } as const;
type ShellName = keyof typeof shells;
const shellNames: Record<ShellName, string> = { bash: 'Bash', powershell: 'PowerShell' };

/** The block to paste into the provider's shell, for either of its languages. */
export function BlockPanel() {
  const { t } = useTranslation();
  const { app, cloud } = useGuide();
  const [months, setMonths] = useState<number>(12);
  const azure = azureCloudOf(cloud.authority);
  if (azure === null) {
    return <Note>{t('guide:block.noShell')}</Note>;
  }
  const wish = wishOf(app, cloud, months);
  return (
    <div className={classes.panel}>
      <div className={classes.row}>
        {azure.shell === null ? (
          <p className={classes.note}>{t('guide:block.ownComputer')}</p>
        ) : (
          <Button
            component="a"
            href={azure.shell}
            target="_blank"
            rel="noreferrer"
            variant="light"
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {t('guide:open', { page: 'Cloud Shell' })}
          </Button>
        )}
        <Select
          className={classes.lifetime}
          label={t('guide:block.lifetime')}
          data={lifetimes.map((count) => ({
            value: String(count),
            label: t('guide:block.months', { count }),
          }))}
          value={String(months)}
          allowDeselect={false}
          onChange={(value) => setMonths(Number(value))}
        />
      </div>
      <Tabs defaultValue="bash" keepMounted={false}>
        <Tabs.List>
          {(Object.keys(shells) as ShellName[]).map((shell) => (
            <Tabs.Tab key={shell} value={shell}>
              {shellNames[shell]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(Object.keys(shells) as ShellName[]).map((shell) => (
          <Tabs.Panel key={shell} value={shell} className={classes.tab}>
            <BlockText shell={shellNames[shell]} text={shells[shell](wish)} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <p className={classes.note}>{t('guide:block.does')}</p>
      <ManifestButton wish={wish} />
    </div>
  );
}
