import { Code, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Entrance } from '../../shell/entrance.tsx';
import { consentOutcome } from './consent-outcome.ts';

/** What an organisation's administrator reads who followed the admin-consent link. Nobody is signed in here, and nobody needs to be. */
export function ConsentPage() {
  const { t } = useTranslation();
  const { failure, code } = useSearch({ from: '/consent' });
  const outcome = consentOutcome(failure);
  return (
    <Entrance title={t(`consent:titles.${outcome}`)} text={t(`consent:texts.${outcome}`)}>
      {code && (
        <Text size="sm" c="dimmed">
          {t('consent:code')} <Code>{code}</Code>
        </Text>
      )}
    </Entrance>
  );
}
