import { z } from 'zod';
import { account, imapAccountInput, syncStart } from '../account.ts';
import { discovery } from '../discovery.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

/** Path of the redirect URI that an administrator registers at the provider. Not part of the API: a browser comes here. */
export const oauthCallbackPath = '/oauth2/callback';

export const accountRoutes = contract({
  listAccounts: {
    method: 'GET',
    path: '/api/v1/accounts',
    summary: 'Accounts the person may see, with their state',
    tag: 'accounts',
    access: 'person',
    response: z.object({ accounts: z.array(account) }),
  },
  readAccount: {
    method: 'GET',
    path: '/api/v1/accounts/:id',
    summary: 'One account',
    tag: 'accounts',
    access: 'person',
    params,
    response: account,
  },
  discover: {
    method: 'POST',
    path: '/api/v1/discover',
    summary: 'Find the servers of an address within five seconds, without signing in anywhere',
    tag: 'accounts',
    access: 'person',
    body: z.object({ address: z.string().trim().min(3).max(320) }),
    response: discovery,
  },
  linkOauth: {
    method: 'POST',
    path: '/api/v1/accounts/link/oauth',
    summary:
      'Begin linking, or reconnecting an account: answers the address of the sign-in page. The browser comes back to /oauth2/callback',
    tag: 'accounts',
    access: 'person',
    key: null,
    body: z.object({
      providerAppId: z.string().optional(),
      /** An account to reconnect: the same mailbox must sign in again. */
      accountId: z.string().optional(),
      /** Fills in the user name of the sign-in page. */
      address: z.email().optional(),
      /** A shared mailbox of Microsoft 365, opened by whoever signs in as its delegate. */
      sharedAddress: z.email().optional(),
    }),
    response: z.object({ authorizeUrl: z.url() }),
  },
  linkOrganisation: {
    method: 'POST',
    path: '/api/v1/accounts/link/organisation',
    summary:
      'Link a mailbox by the organisation’s own grant, without anybody signing in; IMAP is tried before anything is saved',
    tag: 'accounts',
    access: 'administrator',
    body: z.object({
      providerAppId: z.string(),
      address: z.email(),
      name: z.string().trim().max(120),
    }),
    response: account,
  },
  linkImap: {
    method: 'POST',
    path: '/api/v1/accounts/link/imap',
    summary: 'Link a mailbox by host, port and password; both halves are tried before anything is saved',
    tag: 'accounts',
    access: 'person',
    body: imapAccountInput,
    response: account,
  },
  startAccount: {
    method: 'POST',
    path: '/api/v1/accounts/:id/start',
    summary: 'Choose the first date to synchronise, and begin',
    tag: 'accounts',
    access: 'person',
    params,
    body: z.object({ since: syncStart }),
    response: account,
  },
  reconnectImap: {
    method: 'POST',
    path: '/api/v1/accounts/:id/reconnect/imap',
    summary: 'Give an IMAP account its new passwords; both halves are tried first',
    tag: 'accounts',
    access: 'person',
    params,
    body: z.object({ imapPassword: z.string().min(1).max(1000), smtpPassword: z.string().min(1).max(1000) }),
    response: account,
  },
  reconnectOrganisation: {
    method: 'POST',
    path: '/api/v1/accounts/:id/reconnect/organisation',
    summary:
      'Try the organisation’s grant for the account again, and go on with it when it opens the mailbox',
    tag: 'accounts',
    access: 'person',
    params,
    response: account,
  },
  syncAccount: {
    method: 'POST',
    path: '/api/v1/accounts/:id/sync',
    summary: 'Ask the provider for news now',
    tag: 'accounts',
    access: 'person',
    params,
    response: null,
  },
  pauseAccount: {
    method: 'POST',
    path: '/api/v1/accounts/:id/pause',
    summary:
      'Ask nothing of the provider any more, neither to read nor to send, until the account is resumed',
    tag: 'accounts',
    access: 'person',
    params,
    response: account,
  },
  resumeAccount: {
    method: 'POST',
    path: '/api/v1/accounts/:id/resume',
    summary: 'Synchronise and send again; what an administrator paused, only an administrator resumes',
    tag: 'accounts',
    access: 'person',
    params,
    response: account,
  },
  unlinkAccount: {
    method: 'DELETE',
    path: '/api/v1/accounts/:id',
    summary:
      'Stop synchronising and delete tokens and stored mail. Mail at the provider is not touched; answers where access is withdrawn there',
    tag: 'accounts',
    access: 'person',
    params,
    response: z.object({ withdrawUrl: z.url().nullable() }),
  },
});
