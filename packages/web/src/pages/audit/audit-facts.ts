/** What the detail of a record says, fact by fact: which words stand for each is the screen's (see use-fact-words.ts). Pure. */
import {
  type AuditRecord,
  appPart,
  type IntentInput,
  keyScope,
  managedAct,
  organisationPolicy,
  personRole,
  secondFactor,
  sharedLevel,
  signInMethod,
} from '@mailroom/model';

/** What a screen has words for. What else a record holds, such as ids, stands in the exported file. */
export const factNames = [
  'address',
  'email',
  'name',
  'person',
  'invitedBy',
  'level',
  'before',
  'role',
  'from',
  'to',
  'reason',
  'minutes',
  'days',
  'what',
  'kind',
  'messages',
  'future',
  'factor',
  'provider',
  'scopes',
  'format',
  'changed',
  'parts',
  'appParts',
  'sessions',
  'keys',
  'passkeys',
  'invitations',
  'members',
] as const;
export type FactName = (typeof factNames)[number];

export const filedKinds = [
  'flag',
  'move',
  'archive',
  'trash',
  'junk',
  'inbox',
  'delete',
] as const satisfies readonly IntentInput['kind'][];
export const factors = ['all', ...secondFactor.options, ...signInMethod.options] as const;
export const profileParts = ['name', 'locale', 'timeZone', 'theme', 'picture'] as const;
export const policyParts = ['logo', ...organisationPolicy.keyof().options] as const;

/** A value as it is told: as it stands, a number, a person by id, yes or no, or words of a closed list. */
export type FactValue =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'person'; id: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'words'; of: WordList; words: string[] };

export type WordList =
  | 'levels'
  | 'roles'
  | 'managed'
  | 'filed'
  | 'factors'
  | 'keyScopes'
  | 'profileParts'
  | 'policyParts'
  | 'appParts';

export interface Fact {
  name: FactName;
  value: FactValue;
}

/** Each closed list with what is in it: a word of another version is told as it stands. */
const lists: Readonly<Record<WordList, readonly string[]>> = {
  levels: sharedLevel.options,
  roles: personRole.options,
  managed: managedAct.options,
  filed: filedKinds,
  factors,
  keyScopes: keyScope.options,
  profileParts,
  policyParts,
  appParts: appPart.options,
};

const listOf: Partial<Record<FactName, WordList>> = {
  level: 'levels',
  before: 'levels',
  role: 'roles',
  from: 'roles',
  to: 'roles',
  what: 'managed',
  kind: 'filed',
  factor: 'factors',
  provider: 'factors',
  scopes: 'keyScopes',
  changed: 'profileParts',
  parts: 'policyParts',
  appParts: 'appParts',
};

const people: ReadonlySet<FactName> = new Set(['person', 'invitedBy']);

export function factsOf({ detail }: Pick<AuditRecord, 'detail'>): Fact[] {
  return factNames.flatMap((name) => {
    const value = readValue(name, detail[name]);
    return value ? [{ name, value }] : [];
  });
}

function readValue(name: FactName, value: AuditRecord['detail'][string] | undefined): FactValue | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return value === 0 ? null : { kind: 'number', number: value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string' && people.has(name)) return { kind: 'person', id: value };
  const list = listOf[name];
  const words = typeof value === 'string' ? value.split(', ') : value;
  if (list !== undefined && words.length > 0 && words.every((word) => lists[list].includes(word)))
    return { kind: 'words', of: list, words };
  const text = typeof value === 'string' ? value : value.join(', ');
  return text === '' ? null : { kind: 'text', text };
}
