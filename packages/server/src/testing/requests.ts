/** One valid request for every route of the contract, made from the contract. */
import { type RouteName, routes } from '@mailroom/model/api/index';
import type { Ask } from './browser.ts';

const guid = '00000000-0000-4000-8000-000000000001';
const server = { host: 'mail.example.com', port: 993, security: 'tls', user: 'u', password: 'p' };

const bodies: Partial<Record<RouteName, unknown>> = {
  createAdministrator: { token: 'none', name: 'Eve', email: 'eve@example.com', password: 'a long password' },
  changeMe: {},
  createProviderApp: {
    provider: 'microsoft',
    name: 'Mailroom',
    access: 'people',
    cloudId: 'global',
    tenant: 'common',
    clientId: guid,
    credential: { kind: 'secret', value: 'a value', expires: null },
  },
  changeProviderApp: { name: 'Renamed' },
  runDoctor: { accountId: null },
  addCredential: { kind: 'secret', value: 'another value', expires: null },
  changeCredential: { expires: '2099-01-01' },
  beginConsent: { tenant: null },
  discover: { address: 'a@example.com' },
  linkOauth: {},
  linkOrganisation: { providerAppId: '1', address: 'a@example.com', name: 'A' },
  linkImap: { address: 'a@example.com', name: 'A', imap: server, smtp: server },
  startAccount: { since: { kind: 'everything' } },
  reconnectImap: { imapPassword: 'p', smtpPassword: 'p' },
  listConversationMessages: { conversationIds: ['1'] },
  createIntents: { kind: 'flag', messageIds: ['1'], flag: 'seen', value: true },
  createFolder: { accountId: '1', parentId: null, name: 'Work' },
  renameFolder: { name: 'Work' },
  retryIntents: { ids: ['1'] },
  dismissIntents: { ids: ['1'] },
  createOutgoing: {
    accountId: '1',
    inReplyTo: null,
    to: [{ name: '', address: 'to@example.com' }],
    subject: 'Hello',
    html: '<p>Hello</p>',
    text: 'Hello',
  },
};

/** Path and options for one request; `ids` gives the `:id` of each route, 1 where it does not. */
export function requestOf(name: RouteName, id = '1'): { path: string } & Ask {
  const route = routes[name];
  const body = bodies[name];
  return {
    path: route.path.replace(':id', id).replace(':credentialId', '1'),
    method: route.method,
    ...(body === undefined ? {} : { body }),
  };
}

export const routeNames = Object.keys(routes) as RouteName[];
