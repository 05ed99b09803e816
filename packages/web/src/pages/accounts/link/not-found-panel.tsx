import type { Discovery } from '@mailroom/model';
import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AdviceList } from './advice-list.tsx';
import { AppButtons } from './app-buttons.tsx';
import { domainOf } from './domain.ts';
import { type LinkOptions, offeredApps } from './link-options.ts';
import { ManualButton } from './manual-button.tsx';
import { ResultPanel } from './result-panel.tsx';

interface NotFoundPanelProps {
  address: string;
  result: Extract<Discovery, { found: false }>;
  options: LinkOptions;
  onAgain(): void;
}

/** Why nothing was found, and what can be done about it. */
export function NotFoundPanel({ address, result, options, onAgain }: NotFoundPanelProps) {
  const { t } = useTranslation();
  const { reason, advice } = result;
  const domain = domainOf(address);
  const provider = result.provider ?? domain;
  const apps = offeredApps(options, result);
  return (
    <ResultPanel title={t(`discovery:notFound.${reason}`, { domain, provider })}>
      <Stack gap="md">
        <p>{t(`discovery:notFoundText.${reason}`, { domain, provider })}</p>
        <AdviceList advice={advice} />
        {apps.length > 0 && <AppButtons apps={apps} address={address} variant="default" />}
        <Group gap="sm">
          {reason === 'unreachable' && (
            <Button variant="default" onClick={onAgain}>
              {t('failure:retry')}
            </Button>
          )}
          {reason !== 'no-imap' && <ManualButton address={address} />}
        </Group>
      </Stack>
    </ResultPanel>
  );
}
