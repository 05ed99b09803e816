import type { CredentialInput, ProviderApp } from '@mailroom/model';
import { Button, Group } from '@mantine/core';
import { IconCertificate, IconKey, IconServerBolt } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { SecretForm } from './secret-form.tsx';
import { useAppsChanged } from './use-apps-changed.ts';

interface AddCredentialProps {
  app: ProviderApp;
  /** Called when the screen shows it. */
  onAdded?(): void;
}

/** The ways to give an app a credential: a secret by its value, the others by one click. */
export function AddCredential({ app, onAdded }: AddCredentialProps) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const [entering, setEntering] = useState(app.credentials.length === 0);
  const add = useMutation({
    mutationFn: (body: CredentialInput) => call('addCredential', { params: { id: app.id }, body }),
    onSuccess: async () => {
      setEntering(false);
      await changed();
      onAdded?.();
    },
  });
  const kind = add.variables?.kind;
  const adds = (wanted: CredentialInput['kind']) => add.isPending && kind === wanted;
  return (
    <>
      {entering && (
        <SecretForm
          provider={app.provider}
          pending={adds('secret')}
          failure={kind === 'secret' ? add.error : null}
          onSubmit={(input) => add.mutate(input)}
          onCancel={() => setEntering(false)}
        />
      )}
      <Group gap="sm">
        {!entering && (
          <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setEntering(true)}>
            {t('providerApps:addSecret')}
          </Button>
        )}
        {app.provider === 'microsoft' && (
          <>
            <Button
              variant="default"
              leftSection={<IconCertificate size={16} />}
              loading={adds('certificate')}
              onClick={() => add.mutate({ kind: 'certificate' })}
            >
              {t('providerApps:addCertificate')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconServerBolt size={16} />}
              loading={adds('federated')}
              onClick={() => add.mutate({ kind: 'federated' })}
            >
              {t('providerApps:addFederated')}
            </Button>
          </>
        )}
      </Group>
      {kind !== 'secret' && (
        <FormFailure
          thrown={add.error}
          title={kind === 'federated' ? t('providerApps:federatedFailed') : undefined}
        />
      )}
    </>
  );
}
