/** Requests that Mailroom should not have made, and answers that pass by themselves. */
import type { CatalogueEntry, Meaning } from './entry.ts';

const ours: Meaning = { origin: 'mailroom', kind: 'unexpected', next: 'nothing' };
const passing: Meaning = { origin: 'provider', kind: 'authority-failed', next: 'wait' };
const evidence = 'Microsoft identity platform error codes';
const common = { where: null, variables: [], evidence } as const;

export const requestEntries: readonly CatalogueEntry[] = [
  {
    id: 'scope-malformed',
    recognises: { aadsts: [70011, 28002, 28003, 90009, 1002012] },
    who: 'mailroom',
    meaning: ours,
    ...common,
  },
  {
    id: 'several-resources',
    recognises: { aadsts: [28000, 700022] },
    who: 'mailroom',
    meaning: ours,
    ...common,
  },
  {
    id: 'request-malformed',
    recognises: {
      aadsts: [9002313, 90023, 900144, 90014, 900561, 70003, 700051, 501491],
      oauth: ['invalid_request', 'unsupported_grant_type', 'unsupported_response_type'],
      kinds: ['unexpected'],
    },
    who: 'mailroom',
    meaning: ours,
    ...common,
  },
  {
    id: 'directory-throttled',
    recognises: { aadsts: [90055] },
    who: 'provider',
    meaning: passing,
    ...common,
  },
  { id: 'request-loop', recognises: { aadsts: [50196] }, who: 'mailroom', meaning: passing, ...common },
  {
    id: 'authority-failing',
    recognises: { oauth: ['temporarily_unavailable', 'server_error'], kinds: ['authority-failed'] },
    who: 'provider',
    meaning: passing,
    ...common,
  },
];
