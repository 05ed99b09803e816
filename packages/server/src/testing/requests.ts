/** One valid request for every route of the contract, made from the contract. */
import { type RouteName, routes } from '@mailroom/model/api/index';
import type { Ask } from './browser.ts';

const guid = '00000000-0000-4000-8000-000000000001';
const server = { host: 'mail.example.com', port: 993, security: 'tls', user: 'u', password: 'p' };

const passkeyAnswer = { id: 'a', rawId: 'a', type: 'public-key', response: { clientDataJSON: 'e30' } };

const bodies: Partial<Record<RouteName, unknown>> = {
  createAdministrator: { token: 'none', name: 'Eve', email: 'eve@example.com', password: 'a long password' },
  changeMe: {},
  changeMyPicture: { base64: 'iVBORw0KGgo=' },
  changePerson: { role: 'member' },
  beginDeparture: { accounts: [] },
  settleLeftAccount: { kind: 'keep', until: null },
  createGroup: { name: 'Sales', members: [] },
  changeGroup: { name: 'Support' },
  createInvitation: { email: 'eve@example.com', role: 'member' },
  renewInvitation: {},
  readInvitation: { token: 'none' },
  acceptInvitation: { token: 'none', name: 'Eve', password: 'a long password' },
  beginInvitationSignIn: { token: 'none', providerId: 'app-1' },
  signInWithCode: { code: '123456' },
  signInWithRecoveryCode: { code: 'abcde-fghij' },
  signInWithPasskey: { response: passkeyAnswer },
  beginProviderSignIn: { providerId: 'app-1' },
  beginRecovery: { email: 'eve@example.com' },
  finishRecovery: { token: 'none', password: 'a long password' },
  changePassword: { password: 'p', newPassword: 'a long password' },
  beginTotp: { password: 'p' },
  confirmTotp: { code: '123456' },
  removeTotp: { password: 'p' },
  beginPasskey: { password: 'p' },
  addPasskey: { name: 'Laptop', response: passkeyAnswer },
  renamePasskey: { name: 'Laptop' },
  removePasskey: { password: 'p' },
  renewRecoveryCodes: { password: 'p' },
  connectSignIn: { password: 'p', providerId: 'app-1' },
  disconnectSignIn: { password: 'p' },
  createKey: { password: 'p', name: 'Script', scopes: ['read'], days: null },
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
  changeOrganisation: {},
  changeLogo: { picture: 'R0lGODlhAQABAAAAACw=' },
  actOnAccounts: { action: 'sync', accountIds: ['1'] },
  reconnectImap: { imapPassword: 'p', smtpPassword: 'p' },
  previewAccountShare: { with: { kind: 'person', id: 'nobody' }, level: 'read' },
  shareAccount: { with: { kind: 'person', id: 'nobody' }, level: 'read' },
  previewConversationShare: { personId: 'nobody', future: false },
  shareConversation: { personId: 'nobody', future: false },
  breakGlass: { accountId: '1', reason: 'To see whether it is possible', minutes: 15 },
  changeAuditRetention: { days: 400 },
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
    path: route.path
      .replace(':id', id)
      .replace(':credentialId', '1')
      .replace(':shareId', '1')
      .replace(':accountId', '1'),
    method: route.method,
    ...(body === undefined ? {} : { body }),
  };
}

export const routeNames = Object.keys(routes) as RouteName[];
