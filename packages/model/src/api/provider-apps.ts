import { z } from 'zod';
import { credentialInput } from '../credential.ts';
import { notice } from '../notice.ts';
import { appAccess, providerApp, providerAppInput, providerAppPatch, providerKind } from '../provider-app.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });
const credentialParams = z.object({ id: z.string(), credentialId: z.string() });

/** Path that a directory's administrator is shown after the admin-consent link. Not part of the API: a browser comes here. */
export const consentResultPath = '/consent';

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
    summary: 'Enter a registration made at the provider, or begin one that is completed step by step',
    tag: 'provider apps',
    access: 'administrator',
    body: providerAppInput,
    response: providerApp,
  },
  changeProviderApp: {
    method: 'PATCH',
    path: '/api/v1/provider-apps/:id',
    summary: 'Change a provider app; what is left out stays. Accounts blocked by it try again at once',
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
  addCredential: {
    method: 'POST',
    path: '/api/v1/provider-apps/:id/credentials',
    summary:
      'Give a provider app another secret, a certificate made here, or the platform’s federated token; refused as a conflict beside two',
    tag: 'provider apps',
    access: 'administrator',
    params,
    body: credentialInput,
    response: providerApp,
  },
  changeCredential: {
    method: 'PATCH',
    path: '/api/v1/provider-apps/:id/credentials/:credentialId',
    summary: 'Enter the day on which a secret ends, where it was left out or is another',
    tag: 'provider apps',
    access: 'administrator',
    params: credentialParams,
    body: z.object({
      /** Calendar date, as the portal shows it. */
      expires: z.iso.date(),
    }),
    response: providerApp,
  },
  deleteCredential: {
    method: 'DELETE',
    path: '/api/v1/provider-apps/:id/credentials/:credentialId',
    summary: 'Delete a credential; the last one is refused as a conflict while accounts use the app',
    tag: 'provider apps',
    access: 'administrator',
    params: credentialParams,
    response: providerApp,
  },
  readCertificate: {
    method: 'GET',
    path: '/api/v1/provider-apps/:id/credentials/:credentialId/certificate',
    summary: 'The public half of a certificate credential, to upload at the provider',
    tag: 'provider apps',
    access: 'administrator',
    params: credentialParams,
    response: z.object({
      /** File name proposed for the download, ending in `.cer`. */
      fileName: z.string(),
      /** X.509 certificate, PEM (RFC 7468). */
      pem: z.string(),
    }),
  },
  beginConsent: {
    method: 'POST',
    path: '/api/v1/provider-apps/:id/consent',
    summary:
      'The link with which a directory’s administrator allows the app for everybody there; the answer comes back to /oauth2/callback',
    tag: 'provider apps',
    access: 'administrator',
    params,
    body: z.object({
      /** Directory ID or verified domain; null for the app’s own, or for whichever the signing administrator belongs to. */
      tenant: z.string().trim().min(1).max(253).nullable(),
    }),
    response: z.object({ url: z.url(), expiresAt: z.iso.datetime() }),
  },
  listNotices: {
    method: 'GET',
    path: '/api/v1/notices',
    summary:
      'What the person has to see to: their own accounts and, of administrators, what concerns everybody’s, e.g. a secret near its end',
    tag: 'oversight',
    access: 'person',
    response: z.object({
      notices: z.array(notice),
      /** Whether such notices are also sent by mail: the setting MAILROOM_SMTP_URL names a server. */
      byMail: z.boolean(),
    }),
  },
  listLinkOptions: {
    method: 'GET',
    path: '/api/v1/link-options',
    summary: 'What a person can link a mailbox with',
    tag: 'accounts',
    access: 'person',
    response: z.object({
      /** Those that are ready. An app of the access `organisation` is offered to administrators only. */
      providerApps: z.array(
        z.object({ id: z.string(), provider: providerKind, name: z.string(), access: appAccess }),
      ),
      imap: z.boolean(),
    }),
  },
});
