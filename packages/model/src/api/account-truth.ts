/** What an account's owner is told of it, and what they may ask because of it. No route here answers with text of mail. */
import { z } from 'zod';
import { accountEvent, accountTruth } from '../account-truth.ts';
import { accountDiagnostics } from '../diagnostics.ts';
import { skippedMessage } from '../message.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const accountTruthRoutes = contract({
  readAccountTruth: {
    method: 'GET',
    path: '/api/v1/accounts/:id/truth',
    summary:
      'What is stored of an account beside what its provider counts, folder by folder, and how it is known',
    tag: 'accounts',
    access: 'person',
    params,
    response: accountTruth,
  },
  listAccountEvents: {
    method: 'GET',
    path: '/api/v1/accounts/:id/events',
    summary: 'What happened to the account’s connection in the last thirty days, by the hour, oldest first',
    tag: 'accounts',
    access: 'person',
    params,
    response: z.object({ events: z.array(accountEvent) }),
  },
  checkAccount: {
    method: 'POST',
    path: '/api/v1/accounts/:id/check',
    summary:
      'Compare all of the account with its provider and with itself, and mend what differs; nothing changes at the provider',
    tag: 'accounts',
    access: 'person',
    params,
    response: null,
  },
  listSkipped: {
    method: 'GET',
    path: '/api/v1/accounts/:id/skipped',
    summary: 'Messages of the account whose text could not be read, and why, newest first; 200 at most',
    tag: 'accounts',
    access: 'person',
    params,
    response: z.object({ messages: z.array(skippedMessage) }),
  },
  retrySkipped: {
    method: 'POST',
    path: '/api/v1/accounts/:id/skipped/retry',
    summary: 'Read those messages again, and look again at folders that the provider did not open',
    tag: 'accounts',
    access: 'person',
    params,
    response: null,
  },
  readDiagnostics: {
    method: 'GET',
    path: '/api/v1/accounts/:id/diagnostics',
    summary:
      'The state of the account for whoever helps with it: no addresses, no names of folders, nothing of mail',
    tag: 'accounts',
    access: 'person',
    params,
    response: accountDiagnostics,
  },
});
