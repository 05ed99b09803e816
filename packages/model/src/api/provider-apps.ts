import { z } from 'zod';
import { providerApp, providerAppInput, providerAppPatch, providerKind } from '../provider-app.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const providerAppRoutes = contract({
  listProviderApps: {
    method: 'GET',
    path: '/api/v1/provider-apps',
    summary: 'Provider apps, without their secrets',
    tag: 'provider apps',
    access: 'administrator',
    response: z.object({ providerApps: z.array(providerApp) }),
  },
  createProviderApp: {
    method: 'POST',
    path: '/api/v1/provider-apps',
    summary: 'Enter a registration made at the provider',
    tag: 'provider apps',
    access: 'administrator',
    body: providerAppInput,
    response: providerApp,
  },
  changeProviderApp: {
    method: 'PATCH',
    path: '/api/v1/provider-apps/:id',
    summary:
      'Change a provider app; a secret that is left out stays. Accounts blocked by it try again at once',
    tag: 'provider apps',
    access: 'administrator',
    params,
    body: providerAppPatch,
    response: providerApp,
  },
  deleteProviderApp: {
    method: 'DELETE',
    path: '/api/v1/provider-apps/:id',
    summary: 'Delete a provider app; refused as a conflict while accounts use it',
    tag: 'provider apps',
    access: 'administrator',
    params,
    response: null,
  },
  listLinkOptions: {
    method: 'GET',
    path: '/api/v1/link-options',
    summary: 'What a person can link a mailbox with',
    tag: 'accounts',
    access: 'person',
    response: z.object({
      providerApps: z.array(z.object({ id: z.string(), provider: providerKind, name: z.string() })),
      imap: z.boolean(),
    }),
  },
});
