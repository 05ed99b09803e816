import type { Account } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { saveFile } from '../provider-apps/save-file.ts';
import { Section } from '../provider-apps/section.tsx';

/** A file for whoever helps with the mailbox, without anything of its mail. */
export function DiagnosticsSection({ account: { id } }: { account: Account }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: () => call('readDiagnostics', { params: { id } }),
    onSuccess: (diagnostics) => {
      const name = `mailroom-account-${id}-${diagnostics.at.slice(0, 10)}.json`;
      saveFile(name, `${JSON.stringify(diagnostics, null, 2)}\n`, 'application/json');
    },
    onError: notifyFailure,
  });
  return (
    <Section title={t('accountTruth:diagnostics')} text={t('accountTruth:diagnosticsText')}>
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('accountTruth:diagnosticsSave')}
        </Button>
      </div>
    </Section>
  );
}
