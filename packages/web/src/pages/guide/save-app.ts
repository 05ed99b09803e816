import type { CredentialInput, ProviderApp, ProviderAppPatch } from '@mailroom/model';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { useAppsChanged } from '../provider-apps/use-apps-changed.ts';
import { useGuide } from './guide-context.ts';

interface Entry {
  patch: ProviderAppPatch;
  credential?: CredentialInput;
}

/** Saves what a card was told; the guide has it examined as soon as the app is read anew. */
export function useSaveApp() {
  const { app } = useGuide();
  const changed = useAppsChanged();
  return useMutation<ProviderApp, unknown, Entry>({
    mutationFn: async ({ patch, credential }) => {
      const params = { id: app.id };
      const saved = await call('changeProviderApp', { params, body: patch });
      return credential ? await call('addCredential', { params, body: credential }) : saved;
    },
    onSuccess: changed,
  });
}
