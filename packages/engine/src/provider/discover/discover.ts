/** Address in, settings out: all methods at once, the best answer by preference, within five seconds. */
import { asFailure, type DiscoveryMethod } from '@mailroom/model';
import type { Clock } from '../../ports/clock.ts';
import type { EgressPolicy } from '../egress/index.ts';
import { type Attempt, decide } from './choose.ts';
import { conclude } from './conclude.ts';
import { DeadlinePassed, orAborted, withDeadline } from './deadline.ts';
import { readMailAddress } from './mail-address.ts';
import type { DiscoveryNetwork, Method, Question } from './method.ts';
import { autoconfig } from './methods/autoconfig.ts';
import { autodiscover } from './methods/autodiscover.ts';
import { guess } from './methods/guess.ts';
import { ispdb } from './methods/ispdb.ts';
import { mx } from './methods/mx.ts';
import { srv } from './methods/srv.ts';
import { table } from './methods/table.ts';
import { wellKnown } from './methods/well-known.ts';
import { openNetwork } from './network.ts';
import { type Discovery, methodNames } from './settings.ts';
import { vetted } from './vet.ts';

const methods: Readonly<Record<DiscoveryMethod, Method>> = {
  table,
  mx,
  autoconfig,
  'well-known': wellKnown,
  ispdb,
  srv,
  autodiscover,
  guess,
};

/** Mozilla's public collection. */
export const mozillaIspdb = 'https://autoconfig.thunderbird.net/v1.1/';

/** Milliseconds after which the best of what is known counts. */
const patience = 5000;

export interface DiscoverOptions {
  policy: EgressPolicy;
  clock: Clock;
  /** Default: the system's DNS servers and trusted authorities, under `policy`. */
  network?: DiscoveryNetwork;
  /** Mozilla's collection or a copy of it, https, ending where the domain follows; null asks none. */
  ispdb?: string | null;
  signal?: AbortSignal;
}

function codeOf(thrown: unknown): string {
  const { code, kind } = asFailure(thrown);
  return code ?? kind;
}

async function attempt(
  method: Method,
  question: Question,
  clock: Clock,
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const finding = await withDeadline(clock, method.deadline, signal, async (own) =>
      vetted(await method.find(question, own), question, own),
    );
    if (finding && 'offer' in finding) return { method: method.name, state: 'offer', offer: finding.offer };
    return { method: method.name, state: 'nothing', remark: finding?.remark ?? null };
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) return { method: method.name, state: 'late' };
    return { method: method.name, state: 'failed', code: codeOf(thrown) };
  }
}

/**
 * Finds the servers of an address. It sends no password, connects only by TLS to what the policy allows, and says with
 * `confirm` whether the person must see the hosts first.
 * @throws Failure `invalid-request` for what is no address; the signal's reason when it aborts. What the network keeps from
 * being answered is in the result, method by method.
 */
export async function discover(text: string, options: DiscoverOptions): Promise<Discovery> {
  const { policy, clock } = options;
  const address = readMailAddress(text);
  const network = options.network ?? openNetwork({ policy });
  const over = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
  let records: ReturnType<Question['mx']> | undefined;
  const question: Question = {
    address,
    policy,
    network,
    ispdb: options.ispdb === undefined ? mozillaIspdb : options.ispdb,
    mx: () => {
      records ??= network.names.mail(address.domain, signal);
      return records;
    },
  };
  const attempts: Attempt[] = methodNames.map((method) => ({ method, state: 'pending' }));
  const decided = Promise.withResolvers<void>();
  methodNames.forEach(async (name, at) => {
    attempts[at] = await attempt(methods[name], question, clock, signal);
    if (decide(attempts) !== null) decided.resolve();
  });
  try {
    await orAborted(Promise.race([decided.promise, clock.sleep(patience, signal)]), signal);
    return conclude([...attempts], address);
  } finally {
    over.abort();
  }
}
