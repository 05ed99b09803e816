/**
 * Who may see and do what, written from the words that Mailroom promises and not from its code: the test compares every answer of every
 * route with it. Change it only together with the promise.
 *
 * - An account is private to its owner. Shared with people or groups at a level: see that it exists and its counts; read; send as it; manage.
 * - A single conversation can be shared with a person, with or without its future messages.
 * - Administrators see states and counts; reading mail needs a share, or a broken glass.
 * - What somebody may not know of looks exactly like what never was.
 */

/** Ada is the administrator. Sales are Ben and Cleo, support is Dan. */
export const people = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay'] as const;
export type PersonName = (typeof people)[number];

export type Level = '-' | 'see' | 'read' | 'send' | 'manage' | 'own';

const table = `
account   ada    ben    cleo   dan    eve    fay
ada1      own    -      -      -      -      -
ben1      -      own    -      -      -      -
ben2      -      own    see    -      -      -
cleo1     -      -      own    read   -      -
cleo2     -      -      own    send   see    -
dan1      -      read   read   own    manage -
eve1      -      -      -      -      own    -
fay1      read   -      -      -      -      own
`;
/* ben2: with Cleo, to see.  cleo1: with Dan, to read.  cleo2: with support (Dan), to send; with Eve, to see.  dan1: with sales, to read;
 * with Eve, to manage.  eve1: two single conversations, below.  fay1: Ada has broken the glass. */

const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));

export const accounts = rows.slice(1).map(([name = '']) => name);

/** Whose each account is. */
export function ownerOf(account: string): PersonName {
  const owner = people.find((person) => levelOf(person, account) === 'own');
  if (!owner) throw new Error(`${account} is nobody's`);
  return owner;
}

export function levelOf(person: PersonName, account: string): Level {
  const column = rows[0]?.indexOf(person) ?? -1;
  const level = rows.find(([name]) => name === account)?.[column];
  const known: readonly Level[] = ['-', 'see', 'read', 'send', 'manage', 'own'];
  return known.find((each) => each === level) ?? '-';
}

const order: readonly Level[] = ['-', 'see', 'read', 'send', 'manage', 'own'];

export function mayDo(person: PersonName, account: string, wanted: Level): boolean {
  return order.indexOf(levelOf(person, account)) >= order.indexOf(wanted);
}

/**
 * Every account has two conversations, x and y, of two messages each: the second came after everything was shared. Of eve1, x was shared
 * with Fay without its future messages, y with Ben with them.
 */
export const messages = ['x1', 'x2', 'y1', 'y2'] as const;
export type MessageName = (typeof messages)[number];

/**
 * In the end a letter comes to eve1 that names both its conversations, and makes them one. It came into y, so Ben sees it; of what it brought
 * together, nobody sees more than before.
 */
export const merging = 'm1';

const single: readonly [PersonName, string, readonly string[]][] = [
  ['fay', 'eve1', ['x1']],
  ['ben', 'eve1', ['y1', 'y2', merging]],
];

/** One letter that lies in these three mailboxes: whoever may read any of them sees it once, with the copies that they may read. */
export const copied = ['ada1', 'cleo1', 'dan1'] as const;

export function mayRead(person: PersonName, account: string, message: string): boolean {
  if (mayDo(person, account, 'read')) return true;
  return single.some(([who, of, shown]) => who === person && of === account && shown.includes(message));
}

/** What a route's id names, or that it has none. `person` is the caller's own business; `administrator` that role's. */
export type Row =
  | { of: 'nobody' }
  | { of: 'person' }
  | { of: 'administrator' }
  | { of: 'account' | 'folder' | 'outgoing'; level: Level }
  /** A message or conversation: reading it, or a level of its account. */
  | { of: 'message' | 'conversation'; level: Level }
  /** A share, below the account or conversation that it is of and no other: whoever manages that. */
  | { of: 'account-share' | 'conversation-share' }
  /** How somebody signs in: theirs alone. */
  | { of: 'session' | 'passkey' | 'sign-in' | 'key' }
  /** A broken glass: noted by the account's owner, ended also by whoever broke it. */
  | { of: 'glass'; byBreaker: boolean }
  /** A signed address, for whoever holds it: while the person whom it was given to may read the message, and for that message alone. */
  | { of: 'link' };

const account = (level: Level): Row => ({ of: 'account', level });
const folder = (level: Level): Row => ({ of: 'folder', level });
const outgoing = (level: Level): Row => ({ of: 'outgoing', level });
const conversation = (level: Level): Row => ({ of: 'conversation', level });
const message = (level: Level): Row => ({ of: 'message', level });
const person: Row = { of: 'person' };
const nobody: Row = { of: 'nobody' };
const administrator: Row = { of: 'administrator' };

/** Every route of the contract, and those written by hand. One without a row fails the build. */
export const routeRows: Readonly<Record<string, Row>> = {
  // Before signing in: nothing of anybody's.
  readSetup: nobody,
  createAdministrator: nobody,
  readInvitation: nobody,
  acceptInvitation: nobody,
  beginInvitationSignIn: nobody,
  echoAddress: nobody,
  readFace: nobody,
  listSignInWays: nobody,
  readPendingFactors: nobody,
  signInWithCode: nobody,
  signInWithRecoveryCode: nobody,
  beginPasskeySignIn: nobody,
  signInWithPasskey: nobody,
  beginProviderSignIn: nobody,
  beginRecovery: nobody,
  finishRecovery: nobody,

  // One's own, or what everybody may know.
  readMe: person,
  readSecurity: person,
  changePassword: person,
  listSessions: person,
  endSession: { of: 'session' },
  endOtherSessions: person,
  beginTotp: person,
  confirmTotp: person,
  removeTotp: person,
  beginPasskey: person,
  addPasskey: person,
  renamePasskey: { of: 'passkey' },
  removePasskey: { of: 'passkey' },
  renewRecoveryCodes: person,
  connectSignIn: person,
  disconnectSignIn: { of: 'sign-in' },
  listKeys: person,
  createKey: person,
  endKey: { of: 'key' },
  changeMe: person,
  changeMyPicture: person,
  removeMyPicture: person,
  listColleagues: person,
  listNotices: person,
  listLinkOptions: person,
  readOrganisation: person,
  discover: person,
  linkImap: person,
  listBrokenGlass: person,
  endBrokenGlass: { of: 'glass', byBreaker: true },
  noteBrokenGlass: { of: 'glass', byBreaker: false },
  listAudit: person,
  retryIntents: person,
  dismissIntents: person,

  // People, policy and provider apps; states and counts, never mail.
  listClouds: administrator,
  listPeople: administrator,
  changePerson: administrator,
  deactivatePerson: administrator,
  readLeaving: administrator,
  beginDeparture: administrator,
  settleLeftAccount: administrator,
  forgetSecondFactors: administrator,
  reactivatePerson: administrator,
  listGroups: administrator,
  createGroup: administrator,
  changeGroup: administrator,
  deleteGroup: administrator,
  listInvitations: administrator,
  createInvitation: administrator,
  renewInvitation: administrator,
  revokeInvitation: administrator,
  listProviderApps: administrator,
  createProviderApp: administrator,
  changeProviderApp: administrator,
  deleteProviderApp: administrator,
  addCredential: administrator,
  changeCredential: administrator,
  deleteCredential: administrator,
  readCertificate: administrator,
  beginConsent: administrator,
  runDoctor: administrator,
  readDoctor: administrator,
  linkOrganisation: administrator,
  breakGlass: administrator,
  readAuditRetention: administrator,
  changeAuditRetention: administrator,
  changeOrganisation: administrator,
  changeLogo: administrator,
  deleteLogo: administrator,
  listOverseenAccounts: administrator,
  actOnAccounts: administrator,
  readVitals: administrator,

  // Lists: what is in them is judged by the words that each account's mail bears.
  listAccounts: person,
  listFolders: person,
  listConversations: person,
  listOutgoing: person,
  listRefusedIntents: person,

  // An account.
  readAccount: account('see'),
  listAccountViewers: account('see'),
  listAccountShares: account('see'),
  readAccountTruth: account('see'),
  listAccountEvents: account('see'),
  listSkipped: account('read'),
  createOutgoing: account('send'),
  syncAccount: account('manage'),
  checkAccount: account('manage'),
  retrySkipped: account('manage'),
  readDiagnostics: account('manage'),
  pauseAccount: account('manage'),
  resumeAccount: account('manage'),
  reconnectImap: account('manage'),
  reconnectOrganisation: account('manage'),
  linkOauth: account('manage'),
  createFolder: account('manage'),
  previewAccountShare: account('manage'),
  shareAccount: account('manage'),
  endAccountShare: { of: 'account-share' },
  startAccount: account('own'),
  unlinkAccount: account('own'),

  // Its folders and what is being sent as it.
  renameFolder: folder('manage'),
  deleteFolder: folder('manage'),
  emptyFolder: folder('manage'),
  readOutgoing: outgoing('read'),
  resendOutgoing: outgoing('send'),
  withdrawOutgoing: outgoing('send'),

  // Its mail.
  readConversation: conversation('read'),
  listConversationMessages: conversation('read'),
  listConversationViewers: conversation('read'),
  previewConversationShare: conversation('manage'),
  shareConversation: conversation('manage'),
  endConversationShare: { of: 'conversation-share' },
  readMessage: message('read'),
  readMessageHtml: message('read'),
  createIntents: message('send'),

  // By hand.
  'GET /api/v1/messages/:id/source': message('read'),
  'GET /api/v1/messages/:id/parts/:part': message('read'),
  'GET /mail-inline/:token/:contentId': { of: 'link' },
  'GET /api/v1/audit/export': person,
  'GET /api/v1/live': person,
  'GET /api/v1/people/:id/pictures/:picture': person,
  'GET /api/v1/organisation/logo/:digest': nobody,
  'GET /api/v1/openapi.json': nobody,
  'POST /api/auth/sign-in/email': nobody,
  'POST /api/auth/sign-out': nobody,
  'GET /oauth2/callback': nobody,
  'GET /oauth2/callback/openid': nobody,
  'GET /api/health': nobody,
  'GET /api/health/live': nobody,
  'GET /api/health/ready': nobody,
  'GET /metrics': nobody,
  'GET /mail-frame': nobody,
  'GET /*': nobody,
};

/** To whoever has no second factor where the organisation demands one: what they need to set it up, and nothing else. */
export const enrolling: ReadonlySet<string> = new Set([
  'readSecurity',
  'beginTotp',
  'confirmTotp',
  'beginPasskey',
  'addPasskey',
]);

export const keyScopes = ['read', 'organise', 'send', 'accounts', 'administration'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What a key must have been made for; what is on no list only reads. */
const keyNeeds: Readonly<Record<Exclude<KeyScope, 'read'> | 'a person', readonly string[]>> = {
  organise: [
    'createIntents',
    'retryIntents',
    'dismissIntents',
    'createFolder',
    'renameFolder',
    'deleteFolder',
    'emptyFolder',
  ],
  send: ['createOutgoing', 'resendOutgoing', 'withdrawOutgoing'],
  accounts: [
    'discover',
    'linkImap',
    'startAccount',
    'reconnectImap',
    'reconnectOrganisation',
    'syncAccount',
    'checkAccount',
    'retrySkipped',
    'pauseAccount',
    'resumeAccount',
    'unlinkAccount',
  ],
  administration: Object.keys(routeRows).filter((name) => routeRows[name]?.of === 'administrator'),
  // How one signs in, who one is, and whom one lets in: no program's business.
  'a person': [
    'readSecurity',
    'changePassword',
    'listSessions',
    'endSession',
    'endOtherSessions',
    'beginTotp',
    'confirmTotp',
    'removeTotp',
    'beginPasskey',
    'addPasskey',
    'renamePasskey',
    'removePasskey',
    'renewRecoveryCodes',
    'connectSignIn',
    'disconnectSignIn',
    'listKeys',
    'createKey',
    'endKey',
    'changeMe',
    'changeMyPicture',
    'removeMyPicture',
    'linkOauth',
    'previewAccountShare',
    'shareAccount',
    'endAccountShare',
    'previewConversationShare',
    'shareConversation',
    'endConversationShare',
    'endBrokenGlass',
    'noteBrokenGlass',
  ],
};

/** The scope that a key needs for a route; null where none is enough. */
export function keyScopeFor(route: string): KeyScope | null {
  if (keyNeeds['a person'].includes(route)) return null;
  return keyScopes.find((scope) => scope !== 'read' && keyNeeds[scope].includes(route)) ?? 'read';
}
