/** What DNS says, with an empty answer and a failed question kept apart. */
import type { LookupAddress, MxRecord, SrvRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { Failure } from '@mailroom/model';
import type { LookupAll } from '../egress/guard.ts';
import { orAborted } from './deadline.ts';

/** The part of Node's resolver that is used; it reads neither the hosts file nor a search list. */
export type DnsResolver = Pick<
  Resolver,
  'resolve4' | 'resolve6' | 'resolveMx' | 'resolveSrv' | 'resolveCname'
>;

/** Two tries of this length fit into every method's deadline. */
const tryMilliseconds = 1200;

/** @param servers `address` or `address:port` instead of the system's; empty asks the system's. */
export function openResolver(servers: readonly string[] = []): DnsResolver {
  const resolver = new Resolver({ timeout: tryMilliseconds, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** Each answers an empty list where the name or the record does not exist, and throws a `Failure` where nobody could say. */
export interface Names {
  addresses(host: string, signal?: AbortSignal): Promise<LookupAddress[]>;
  mail(domain: string, signal: AbortSignal): Promise<MxRecord[]>;
  services(name: string, signal: AbortSignal): Promise<SrvRecord[]>;
  /** The names an alias (CNAME) leads through, nearest first. */
  aliases(name: string, signal: AbortSignal): Promise<string[]>;
}

const longestAliasChain = 5;
const absent: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}

async function recordsOf<T>(name: string, answer: Promise<T[]>, signal?: AbortSignal): Promise<T[]> {
  try {
    return await (signal ? orAborted(answer, signal) : answer);
  } catch (thrown) {
    if (signal?.aborted) throw signal.reason;
    const code = codeOf(thrown);
    if (code !== null && absent.has(code)) return [];
    throw new Failure({
      origin: 'network',
      kind: 'host-not-found',
      next: { do: 'retry' },
      code,
      detail: { host: name },
      cause: thrown,
    });
  }
}

/** Names of DNS compare without case and without the root's dot. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function namesFrom(resolver: DnsResolver): Names {
  const names: Names = {
    async addresses(host, signal) {
      const answers = await Promise.allSettled([
        recordsOf(host, resolver.resolve4(host), signal),
        recordsOf(host, resolver.resolve6(host), signal),
      ]);
      const found = answers.flatMap((answer, at) =>
        answer.status === 'fulfilled'
          ? answer.value.map((address) => ({ address, family: at === 0 ? 4 : 6 }))
          : [],
      );
      const failed = answers.find(({ status }) => status === 'rejected');
      // One family is enough to connect; many servers fail AAAA questions that nobody else asks them.
      if (found.length === 0 && failed?.status === 'rejected') throw failed.reason;
      return found;
    },

    async mail(domain, signal) {
      const records = await recordsOf(domain, resolver.resolveMx(domain), signal);
      return records
        .map(({ exchange, priority }) => ({ exchange: plain(exchange), priority }))
        .filter(({ exchange }) => exchange !== '')
        .sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1));
    },

    async services(name, signal) {
      const records = await recordsOf(name, resolver.resolveSrv(name), signal);
      // RFC 2782 draws lots by weight among equals. Here the heaviest wins, so that a second discovery says the same.
      return records
        .map((record) => ({ ...record, name: plain(record.name) }))
        .sort((a, b) => a.priority - b.priority || b.weight - a.weight || (a.name < b.name ? -1 : 1));
    },

    async aliases(name, signal) {
      const passed: string[] = [];
      for (let at: string | undefined = name; at !== undefined && passed.length < longestAliasChain; ) {
        const [next]: string[] = await recordsOf(at, resolver.resolveCname(at), signal);
        at = next === undefined || passed.includes(plain(next)) ? undefined : plain(next);
        if (at !== undefined) passed.push(at);
      }
      return passed;
    },
  };
  return names;
}

/** The same answers for connections, to be put behind the egress guard. */
export function lookupFrom(names: Names): LookupAll {
  return (hostname, options, callback) => {
    names.addresses(hostname).then(
      (found) => {
        const wanted = found.filter(({ family }) => !options.family || options.family === family);
        const missing = Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
        callback(wanted.length === 0 ? missing : null, wanted);
      },
      (thrown: unknown) => callback(thrown as NodeJS.ErrnoException, []),
    );
  };
}
