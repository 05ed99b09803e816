import type { Credential, ProviderApp } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { AppFailure } from './app-failure.tsx';
import { CredentialLine } from './credential-line.tsx';
import { ExpiryForm } from './expiry-form.tsx';
import { saveFile } from './save-file.ts';
import { useAppsChanged } from './use-apps-changed.ts';

interface CredentialCardProps {
  app: ProviderApp;
  credential: Credential;
  /** Called when it is no longer on the screen. */
  onDeleted?(): void;
}

export function CredentialCard({ app, credential, onDeleted }: CredentialCardProps) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const [asking, setAsking] = useState(false);
  const [dating, setDating] = useState(false);
  const dated = app.provider === 'microsoft' && credential.kind === 'secret';
  const alone = app.credentials.length === 1;
  const needed = alone && app.accounts > 0;
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <CredentialLine app={app} credential={credential}>
            {t('providerApps:entered', { date: date(credential.createdAt) })}
          </CredentialLine>
        </div>
        <div className={card.actions}>
          {credential.kind === 'certificate' && <DownloadButton app={app} credential={credential} />}
          {dated && !dating && (
            <Button size="xs" variant="default" onClick={() => setDating(true)}>
              {credential.expires === null ? t('providerApps:enterExpiry') : t('providerApps:changeExpiry')}
            </Button>
          )}
          {!needed && (
            <Button size="xs" variant="default" onClick={() => setAsking(true)}>
              {t('shell:delete')}
            </Button>
          )}
        </div>
      </div>
      {dating && <ExpiryForm app={app} credential={credential} onDone={() => setDating(false)} />}
      {credential.kind === 'certificate' && <p className={card.line}>{t('providerApps:certificateHint')}</p>}
      {credential.failure && <AppFailure failure={credential.failure} />}
      {needed && <p className={card.line}>{t('providerApps:credentialNeeded', { count: app.accounts })}</p>}
      <DeleteCredential
        app={app}
        credential={credential}
        alone={alone}
        opened={asking}
        onClose={() => setAsking(false)}
        onDeleted={onDeleted}
      />
    </li>
  );
}

function DownloadButton({ app, credential }: CredentialCardProps) {
  const { t } = useTranslation();
  const download = useMutation({
    mutationFn: () => call('readCertificate', { params: { id: app.id, credentialId: credential.id } }),
    onSuccess: ({ fileName, pem }) => saveFile(fileName, pem, 'application/pkix-cert'),
    onError: notifyFailure,
  });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {t('providerApps:download')}
    </Button>
  );
}

function DeleteCredential({
  app,
  credential,
  alone,
  opened,
  onClose,
  onDeleted,
}: CredentialCardProps & { alone: boolean; opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const remove = useMutation({
    mutationFn: () => call('deleteCredential', { params: { id: app.id, credentialId: credential.id } }),
    onSuccess: async () => {
      onClose();
      await changed();
      onDeleted?.();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t('providerApps:deleteCredentialTitle')}
      text={[
        alone ? t('providerApps:deleteCredentialAlone') : t('providerApps:deleteCredentialOther'),
        ...(credential.kind === 'federated' ? [] : [t('providerApps:deleteCredentialProvider')]),
      ]}
      action={t('shell:delete')}
      pending={remove.isPending}
      failure={<FormFailure thrown={remove.error} />}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
