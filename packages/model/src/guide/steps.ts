/**
 * The set-up guide as data: its steps in order, what a person does in each, and how each one stands by what the doctor saw. Nothing
 * of it is remembered apart: the provider app and its last report are the whole state, so that a guide left today goes on tomorrow.
 */
import type { CheckId, CheckResult, DoctorReport } from '../doctor/index.ts';
import type { ProviderApp } from '../provider-app.ts';

export const guideKinds = ['microsoft', 'organisation', 'google'] as const;
export type GuideKind = (typeof guideKinds)[number];

/** `block`: one block for Cloud Shell does the portal's part. `hand`: every click. Google has no such block. */
export const guideWays = ['block', 'hand'] as const;
export type GuideWay = (typeof guideWays)[number];

/** `todo`: somebody has still to do it. `unsure`: entered, and not yet seen to work. */
export const stepStates = ['todo', 'right', 'wrong', 'unsure'] as const;
export type StepState = (typeof stepStates)[number];

/** Each action is one thing to do, numbered on its card: `<step>.<action>` of the locale files. */
const microsoftByBlock = {
  directory: ['choose'],
  block: ['run', 'paste'],
  check: ['rehearse'],
  tell: ['send'],
} as const;

const microsoftByHand = {
  directory: ['choose', 'sign-in'],
  registration: ['new', 'name', 'account-types', 'redirect-uri', 'register', 'copy-ids'],
  'redirect-uri': [],
  permissions: ['add', 'delegated', 'tick', 'save'],
  credential: ['new-secret', 'copy-value'],
  check: ['rehearse'],
  tell: ['send'],
} as const;

const organisationByBlock = {
  directory: ['choose'],
  block: ['run', 'paste'],
  exchange: ['mailboxes', 'run'],
  'link-all': ['link'],
} as const;

const organisationByHand = {
  directory: ['choose', 'sign-in'],
  registration: ['new', 'name', 'account-types', 'redirect-uri', 'register', 'copy-ids'],
  'app-permissions': ['add', 'application', 'tick', 'grant'],
  credential: ['new-secret', 'copy-value'],
  exchange: ['mailboxes', 'run'],
  'link-all': ['link'],
} as const;

const googleByHand = {
  project: ['name', 'create'],
  'gmail-api': ['enable'],
  'consent-screen': ['start', 'contact'],
  audience: ['choose', 'scope'],
  client: ['create', 'type', 'redirect-uri', 'copy'],
  publishing: ['publish'],
  check: ['rehearse'],
  tell: ['send'],
} as const;

type ActionsOf<Table> = {
  [Step in keyof Table & string]: Table[Step] extends readonly (infer Action extends string)[]
    ? `${Step}.${Action}`
    : never;
}[keyof Table & string];
type Tables =
  | typeof microsoftByBlock
  | typeof microsoftByHand
  | typeof organisationByBlock
  | typeof organisationByHand
  | typeof googleByHand;

export type StepId = Tables extends infer Table
  ? Table extends Table
    ? keyof Table & string
    : never
  : never;
export type ActionId = Tables extends infer Table ? (Table extends Table ? ActionsOf<Table> : never) : never;

export interface GuideStep {
  id: StepId;
  state: StepState;
  /** The answers behind a state that is wrong or unsure, one for each fault; never those that are right or were not asked. */
  checks: readonly CheckResult[];
  actions: readonly ActionId[];
}

/** What the steps are told from. */
export interface GuideSubject {
  kind: GuideKind;
  way: GuideWay;
  /** Null before the first step is saved. */
  app: Pick<ProviderApp, 'clientId' | 'credentials' | 'ready' | 'accounts'> | null;
  /** The last examination; null before the first. */
  report: Pick<DoctorReport, 'state' | 'checks'> | null;
}

export function guideKindOf({ provider, access }: Pick<ProviderApp, 'provider' | 'access'>): GuideKind {
  if (provider === 'google') return 'google';
  return access === 'organisation' ? 'organisation' : 'microsoft';
}

function tableOf(kind: GuideKind, way: GuideWay): Partial<Record<StepId, readonly string[]>> {
  if (kind === 'google') return googleByHand;
  if (kind === 'organisation') return way === 'block' ? organisationByBlock : organisationByHand;
  return way === 'block' ? microsoftByBlock : microsoftByHand;
}

/** Where a finding of the catalogue is mended, when that is not where its check came upon it. First step that the guide has. */
export const mendedIn: readonly { findings: readonly string[]; steps: readonly StepId[] }[] = [
  {
    findings: [
      'tenant-not-found',
      'tenant-in-other-cloud',
      'tenant-must-be-named',
      'single-tenant-over-common',
      'audience-without-personal-accounts',
      'audience-personal-only',
      'account-of-other-kind',
      'authority-is-another',
    ],
    steps: ['directory'],
  },
  // Every question to the provider then fails alike: one card says so, and not each.
  {
    findings: ['authority-not-reachable', 'authority-failing', 'directory-throttled'],
    steps: ['directory', 'check'],
  },
  {
    findings: [
      'redirect-uri-mismatch',
      'redirect-uri-missing',
      'redirect-uri-of-single-page-app',
      'client-is-public',
    ],
    steps: ['redirect-uri', 'registration', 'block'],
  },
  { findings: ['client-unknown', 'client-disabled'], steps: ['registration', 'block'] },
  {
    findings: [
      'client-secret-wrong',
      'client-secret-is-its-id',
      'client-secret-expired',
      'client-secret-expires-soon',
      'client-secret-missing',
      'client-assertion-refused',
      'client-certificate-expired',
      'client-certificate-expires-soon',
      'federated-credential-unknown',
      'federated-token-missing',
    ],
    steps: ['credential', 'block', 'client'],
  },
  {
    findings: [
      'permission-not-listed',
      'permission-unknown',
      'offline-access-missing',
      'identity-claims-missing',
      'organisation-permission-missing',
    ],
    steps: ['permissions', 'app-permissions', 'block'],
  },
  {
    // The link for the directory's administrator stands on the card that checks; a whole organisation's block grants by itself.
    findings: ['admin-consent-required', 'admin-consent-by-request', 'client-not-in-directory'],
    steps: ['check', 'app-permissions', 'block'],
  },
  {
    findings: ['organisation-mailbox-refused', 'organisation-sending-refused'],
    steps: ['exchange'],
  },
  {
    findings: [
      'google-redirect-uri-mismatch',
      'google-client-unknown',
      'google-client-deleted',
      'google-client-secret-wrong',
      'google-client-of-other-kind',
    ],
    steps: ['client'],
  },
  { findings: ['google-api-not-enabled'], steps: ['gmail-api'] },
  { findings: ['google-app-in-testing', 'google-internal-app'], steps: ['audience'] },
  { findings: ['google-access-ends-weekly'], steps: ['publishing'] },
];

/** Which step a check speaks of. First that the guide has. */
const examinedIn: Readonly<Record<CheckId, readonly StepId[]>> = {
  'own-address': ['check', 'exchange'],
  clock: ['check', 'exchange'],
  authority: ['directory', 'client'],
  registration: ['registration', 'block', 'client'],
  secret: ['credential', 'block', 'client'],
  'secret-expiry': ['credential', 'block', 'client'],
  'sign-in': ['check', 'exchange'],
  'imap-server': ['check', 'exchange'],
  'smtp-server': ['check', 'exchange'],
  'rehearsal-refresh': ['check', 'exchange'],
  'rehearsal-scopes': ['permissions', 'app-permissions', 'check', 'block'],
  'rehearsal-identity': ['check', 'exchange'],
  'rehearsal-imap': ['check', 'exchange'],
  'rehearsal-folders': ['check', 'exchange'],
  'rehearsal-smtp': ['check', 'exchange'],
  'rehearsal-aliases': ['gmail-api', 'check'],
};

function stepOf(check: CheckResult, steps: readonly StepId[]): StepId | undefined {
  const has = (candidates: readonly StepId[]): StepId | undefined =>
    candidates.find((step) => steps.includes(step));
  const mended = mendedIn.find(({ findings }) => findings.includes(check.finding ?? ''));
  return (mended && has(mended.steps)) ?? has(examinedIn[check.id]);
}

/** The checks of which one that is right proves the step. A step without any is proven by having been entered. */
const proofs: Partial<Record<StepId, readonly CheckId[]>> = {
  directory: ['authority'],
  registration: ['registration', 'secret'],
  'redirect-uri': ['registration'],
  permissions: ['rehearsal-scopes'],
  'app-permissions': ['rehearsal-scopes'],
  credential: ['secret', 'sign-in', 'rehearsal-refresh'],
  block: ['registration', 'secret'],
  exchange: ['rehearsal-imap'],
  project: ['registration'],
  'gmail-api': ['rehearsal-aliases'],
  'consent-screen': ['registration'],
  audience: ['rehearsal-imap', 'sign-in'],
  client: ['registration'],
  publishing: ['rehearsal-refresh'],
  check: ['rehearsal-imap'],
};

/** What has to be entered before a step can be anything but to do. */
function entered(step: StepId, { kind, app }: GuideSubject): boolean {
  if (app === null) return false;
  switch (step) {
    case 'directory':
      return true;
    case 'registration':
    case 'redirect-uri':
    case 'permissions':
    case 'app-permissions':
    case 'project':
    case 'gmail-api':
    case 'consent-screen':
    case 'audience':
      return app.clientId !== null;
    case 'credential':
      return app.credentials.length > 0;
    case 'block':
    case 'client':
    case 'publishing':
      return app.ready;
    case 'exchange':
    case 'check':
      return false;
    case 'link-all':
      return app.accounts > 0;
    // The administrator's own rehearsal is the first account.
    case 'tell':
      return app.accounts > (kind === 'organisation' ? 0 : 1);
  }
}

function stateOf(step: StepId, checks: readonly CheckResult[], subject: GuideSubject): StepState {
  if (checks.some(({ state }) => state === 'wrong')) return 'wrong';
  const proof = proofs[step];
  const seen = subject.report?.checks ?? [];
  const proven = proof?.some((id) => seen.some((check) => check.id === id && check.state === 'right'));
  const done = entered(step, subject) || (proven === true && subject.app?.ready === true);
  if (!done) return 'todo';
  if (checks.some(({ state }) => state === 'unsure')) return 'unsure';
  return proof === undefined || proven === true ? 'right' : 'unsure';
}

/** Several checks may come upon one fault, which is then mended once. */
function distinct(checks: readonly CheckResult[]): CheckResult[] {
  const seen = new Set<string>();
  return checks.filter(({ id, finding }) => {
    const fault = finding ?? id;
    return !seen.has(fault) && seen.add(fault);
  });
}

/** The steps in the order in which they are done. */
export function guideSteps(subject: GuideSubject): GuideStep[] {
  const table = tableOf(subject.kind, subject.way);
  const ids = Object.keys(table) as StepId[];
  const troubles = (subject.report?.checks ?? []).filter(
    ({ state }) => state === 'wrong' || state === 'unsure',
  );
  return ids.map((id) => {
    const checks = distinct(troubles.filter((check) => stepOf(check, ids) === id));
    const actions = (table[id] ?? []).map((action) => `${id}.${action}` as ActionId);
    return { id, state: stateOf(id, checks, subject), checks, actions };
  });
}

/** Where to go on: the first step with something to do or to mend. Null when only time or people are awaited. */
export function currentStep(steps: readonly GuideStep[]): StepId | null {
  return steps.find(({ state }) => state === 'wrong' || state === 'todo')?.id ?? null;
}

/** How much the guide asks of a person: the things to do on all its cards. */
export function manualSteps(kind: GuideKind, way: GuideWay): number {
  return Object.values(tableOf(kind, way)).reduce((sum, actions) => sum + actions.length, 0);
}

/** Every step, and every action, of all the guides: what the locale files must have words for. */
const tables = [microsoftByBlock, microsoftByHand, organisationByBlock, organisationByHand, googleByHand];
export const stepIds = [...new Set(tables.flatMap((table) => Object.keys(table)))] as StepId[];
export const actionIds = [
  ...new Set(
    tables.flatMap((table) =>
      Object.entries(table).flatMap(([step, actions]) =>
        actions.map((action: string) => `${step}.${action}`),
      ),
    ),
  ),
] as ActionId[];
