/**
 * What a block meets in Cloud Shell: `az` with the commands and options it uses, answering as the Azure CLI does, over applications
 * kept in memory. An option that the Azure CLI does not have is refused, as there.
 */
import { randomUUID } from 'node:crypto';
import type { Registration } from '../registration.ts';

/** What `az` remembers. */
export interface World {
  cloud: string;
  directory: string | null;
  applications: (Registration & { appId: string; secrets: { value: string; ends: string }[] })[];
  /** Application IDs with a service principal in the directory. */
  principals: string[];
  granted: string[];
  /** A command, with the method of `rest`, that is refused; null for none. */
  refuses: string | null;
  /** How often it is still refused before it is answered. */
  refusals: number;
  calls: string[][];
}

export interface Answer {
  code: number;
  /** On standard output, or on standard error where the code is not 0. */
  words: string;
}

const known: Readonly<Record<string, readonly string[]>> = {
  'cloud show': ['query', 'output'],
  'cloud set': ['name', 'only-show-errors'],
  'account show': ['query', 'output', 'only-show-errors'],
  rest: ['method', 'url', 'headers', 'body', 'query', 'output', 'only-show-errors'],
  'ad sp show': ['id', 'query', 'output', 'only-show-errors'],
  'ad sp create': ['id', 'output', 'only-show-errors'],
  'ad app credential reset': [
    'id',
    'append',
    'display-name',
    'end-date',
    'query',
    'output',
    'only-show-errors',
  ],
};
const switches = new Set(['append', 'only-show-errors']);

class Refused extends Error {
  readonly code: number;
  constructor(code: number, words: string) {
    super(`ERROR: ${words}`);
    this.code = code;
  }
}

function refuse(code: number, words: string): never {
  throw new Refused(code, words);
}

/** Answers one call of `az`. */
export function answerOfAz(world: World, given: readonly string[]): Answer {
  world.calls.push([...given]);
  try {
    return { code: 0, words: run(world, given) ?? '' };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { code: thrown.code, words: thrown.message };
  }
}

function parse(given: readonly string[]): { command: string; options: Map<string, string> } {
  const words = given.slice(
    0,
    given.findIndex((word) => word.startsWith('--')),
  );
  const command = words.join(' ');
  const options = new Map<string, string>();
  const rest = given.slice(words.length);
  for (let at = 0; at < rest.length; at += 1) {
    const name = rest[at]?.replace(/^--/, '') ?? '';
    if (!known[command]?.includes(name)) refuse(2, `unrecognized arguments: ${rest[at]} (${command})`);
    if (switches.has(name)) options.set(name, 'true');
    else {
      at += 1;
      options.set(name, rest[at] ?? '');
    }
  }
  return { command, options };
}

function run(world: World, given: readonly string[]): string | undefined {
  const { command, options } = parse(given);
  const option = (name: string): string => options.get(name) ?? '';
  if (
    world.refuses !== null &&
    `${command} ${option('method')}`.trim() === world.refuses &&
    world.refusals > 0
  ) {
    world.refusals -= 1;
    refuse(1, 'Insufficient privileges to complete the operation.');
  }
  switch (command) {
    case 'cloud show':
      return option('query') === 'name' ? world.cloud : 'https://graph.microsoft.com/';
    case 'cloud set':
      world.cloud = option('name');
      return undefined;
    case 'account show':
      return world.directory ?? refuse(1, "Please run 'az login' to setup account.");
    case 'rest':
      return callGraph(world, option);
    case 'ad sp show':
      if (!world.principals.includes(option('id'))) refuse(3, 'Resource does not exist');
      return option('query') === 'id' ? `object-of-${option('id')}` : undefined;
    case 'ad sp create':
      world.principals.push(option('id'));
      return undefined;
    case 'ad app credential reset': {
      const app = world.applications.find(({ appId }) => appId === option('id'));
      if (app === undefined || !options.has('append')) return refuse(1, 'would delete the other secrets');
      const value = `Xy8Q~${randomUUID().replaceAll('-', '_')}.z`;
      app.secrets.push({ value, ends: option('end-date') });
      return value;
    }
    default:
      return refuse(2, `'${command}' is misspelled or not recognized by the system.`);
  }
}

function callGraph(world: World, option: (name: string) => string): string | undefined {
  const url = new URL(option('url'));
  const path = decodeURIComponent(url.pathname);
  if (url.origin !== 'https://graph.microsoft.com') refuse(1, url.origin);
  if (path === '/v1.0/applications' && option('method') === 'get') return find(world, url, option('query'));
  if (path === '/v1.0/applications' && option('method') === 'post') {
    const made = { ...JSON.parse(option('body')), appId: randomUUID(), secrets: [] };
    world.applications.push(made);
    return made.appId;
  }
  const patched = /^\/v1\.0\/applications\(appId='([^']+)'\)$/.exec(path)?.[1];
  if (patched !== undefined && option('method') === 'patch') {
    const app = world.applications.find(({ appId }) => appId === patched) ?? refuse(1, 'not found');
    Object.assign(app, JSON.parse(option('body')));
    return undefined;
  }
  if (path.endsWith('/appRoleAssignments')) {
    const role = /appRoleId=='([^']+)'/.exec(option('query'))?.[1] ?? '';
    return world.granted.includes(role) ? 'an-assignment' : undefined;
  }
  if (path.endsWith('/appRoleAssignedTo')) {
    world.granted.push(JSON.parse(option('body')).appRoleId);
    return undefined;
  }
  return refuse(1, `${option('method')} ${option('url')}`);
}

function find(world: World, url: URL, query: string): string | undefined {
  const filter = url.searchParams.get('$filter') ?? '';
  const name = /^displayName eq '((?:[^']|'')*)'$/.exec(filter)?.[1]?.replaceAll("''", "'");
  const address = /^web\/redirectUris\/any\(u:u eq '([^']*)'\)$/.exec(filter)?.[1];
  if (name === undefined && address === undefined) refuse(1, `Invalid filter clause: ${filter}`);
  const wanted = /^value\[\?contains\(web\.redirectUris, '([^']*)'\)\]\.appId \| \[0\]$/.exec(query)?.[1];
  return world.applications
    .filter((app) =>
      name === undefined ? app.web.redirectUris.includes(address ?? '') : app.displayName === name,
    )
    .find((app) => app.web.redirectUris.includes(wanted ?? ''))?.appId;
}
