/** Every route with the id of every object of everybody, asked for as everybody. */
import type { Answer } from '@mailroom/server/testing/browser';
import { type Asking, isShutOut, shapeOf } from '../asking.ts';
import { type Ids, ids } from '../requests.ts';
import {
  accounts,
  type MessageName,
  mayDo,
  mayRead,
  messages,
  ownerOf,
  type PersonName,
  people,
  type Row,
  routeRows,
} from '../statement.ts';
import type { SeededAccount, World } from '../world.ts';
import { compareChanges } from './live.ts';

/** One object that a route may be asked for. */
interface Target {
  name: string;
  ids: Ids;
  /** The same with an id of nothing at the object's place. */
  absent: Ids;
  owner: PersonName;
  allowed(person: PersonName): boolean;
  /** Whether the person may know that it is there. */
  known(person: PersonName): boolean;
}

/** They end what others are asked for, so they are let through last, and then for its owner alone. */
const ending: readonly string[] = [
  'endConversationShare',
  'endAccountShare',
  'endBrokenGlass',
  'endKey',
  'removePasskey',
  'disconnectSignIn',
  'endSession',
  'unlinkAccount',
];

/** Asked for by probes of their own, or by tests beside their code: they need a token, or knock at hosts outside. */
const leftOut: ReadonlySet<string> = new Set([
  'createAdministrator',
  'discover',
  'linkImap',
  'endOtherSessions',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
]);

export async function probeRoutes(asking: Asking): Promise<void> {
  const probe = new RouteProbe(asking);
  for (const [name, row] of Object.entries(routeRows)) {
    asking.findings.routes += 1;
    for (const person of people) await probe.all(name, row, person);
  }
}

/** Last, since nothing is left to ask for afterwards. */
export async function probeEndings(asking: Asking): Promise<void> {
  const probe = new RouteProbe(asking);
  for (const name of ending) {
    const row = routeRows[name];
    if (row) await probe.ends(name, row);
  }
}

class RouteProbe {
  readonly #asking: Asking;
  readonly #absent = new Map<string, string>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async all(name: string, row: Row, person: PersonName): Promise<void> {
    if (leftOut.has(name) || row.of === 'link') return;
    if (row.of === 'nobody' || row.of === 'person') {
      const answer = await this.#asking.route(person, name, ids());
      if (row.of === 'person' && isShutOut(answer)) this.#asking.denied(person, name, answer);
      if (name === 'GET /api/v1/live') compareChanges(this.#asking, person, answer.text);
      return;
    }
    if (row.of === 'administrator') {
      const answer = await this.#asking.route(person, name, ids());
      this.#asking.compare(person, `${name} ${told(answer)}`, !isShutOut(answer), person === 'ada');
      return;
    }
    for (const target of targetsOf(this.#asking.world, row)) {
      if (ending.includes(name) && target.allowed(person)) continue;
      await this.#target(name, person, target);
    }
  }

  async ends(name: string, row: Row): Promise<void> {
    for (const target of targetsOf(this.#asking.world, row)) {
      if (target.allowed(target.owner)) await this.#target(name, target.owner, target);
    }
  }

  async #target(name: string, person: PersonName, target: Target): Promise<void> {
    const answer = await this.#asking.route(person, name, target.ids);
    const denied =
      answer.status === 403 || shapeOf(answer) === (await this.#shapeOf(name, person, target.absent));
    this.#asking.compare(person, `${name} ${target.name} ${told(answer)}`, !denied, target.allowed(person));
    // Whoever may not know of it is told what they would be of what never was.
    if (!target.known(person) && shapeOf(answer) !== (await this.#shapeOf(name, person, ids())))
      this.#asking.leak(person, `${name} ${target.name}`, answer);
  }

  /** How the same request is answered for what never was. */
  async #shapeOf(name: string, person: PersonName, absent: Ids): Promise<string> {
    const key = JSON.stringify([name, person, absent]);
    const known = this.#absent.get(key);
    if (known !== undefined) return known;
    const shape = shapeOf(await this.#asking.route(person, name, absent));
    this.#absent.set(key, shape);
    return shape;
  }
}

function told({ status, text }: Answer): string {
  return `${status} ${text.slice(0, 200)}`;
}

function knowsOf(person: PersonName, account: string): boolean {
  return mayDo(person, account, 'see') || messages.some((message) => mayRead(person, account, message));
}

function targetsOf(world: World, row: Row): Target[] {
  switch (row.of) {
    case 'nobody':
    case 'person':
    case 'administrator':
    case 'link':
      return [];
    case 'session':
    case 'passkey':
    case 'sign-in':
    case 'key':
      return people.map((owner) => ownTarget(world, row.of, owner));
    case 'glass':
      return [glassTarget(world, row.byBreaker)];
    case 'account-share':
    case 'conversation-share':
      return world.shares
        .filter(({ of }) => `${of}-share` === row.of)
        .flatMap((share) => accounts.map((below) => shareTarget(world, share, below)));
    default:
      return accounts.flatMap((account) => accountTargets(world, row, account));
  }
}

function ownTarget(
  { belongings }: World,
  noun: 'session' | 'passkey' | 'sign-in' | 'key',
  owner: PersonName,
): Target {
  const { sessionId, passkeyId, signInId, keyId } = belongings[owner];
  const id = { session: sessionId, passkey: passkeyId, 'sign-in': signInId, key: keyId }[noun];
  const isOwners = (person: PersonName) => person === owner;
  const target = { name: `${noun} of ${owner}`, ids: ids({ [noun]: id }), absent: ids(), owner };
  return { ...target, allowed: isOwners, known: isOwners };
}

function glassTarget({ glassId }: World, byBreaker: boolean): Target {
  return {
    name: 'the broken glass of fay1',
    ids: ids({ glass: glassId }),
    absent: ids(),
    owner: 'fay',
    allowed: (person) => person === 'fay' || (byBreaker && person === 'ada'),
    known: (person) => person === 'fay' || person === 'ada',
  };
}

/** A share, asked for below each account or conversation: below any but its own it is nothing. */
function shareTarget(world: World, { id, account, thread }: World['shares'][number], below: string): Target {
  const seeded = world.accounts[below];
  const conversation = seeded?.conversations[thread] ?? '';
  const manages = (person: PersonName) => mayDo(person, account, 'manage');
  return {
    name: `share ${id} of ${account} below ${below}`,
    ids: ids({ account: seeded?.accountId ?? '', conversation, share: id }),
    absent: ids({ account: seeded?.accountId ?? '', conversation }),
    owner: ownerOf(account),
    allowed: (person) => below === account && manages(person),
    known: (person) => knowsOf(person, below),
  };
}

type OfAccount = Extract<Row, { level: unknown }>;

function accountTargets(world: World, row: OfAccount, account: string): Target[] {
  const seeded = world.accounts[account];
  if (!seeded) return [];
  const target = (message: MessageName | null, allowed: Target['allowed']): Target => ({
    name: `${row.of} of ${account} ${message ?? ''}`,
    allowed,
    known: (person) => knowsOf(person, account),
    owner: ownerOf(account),
    ids: idsOf(seeded, message ?? 'x1'),
    absent: ids(),
  });
  const byLevel = (person: PersonName) => mayDo(person, account, row.level);
  if (row.of !== 'message' && row.of !== 'conversation') return [target(null, byLevel)];
  if (row.level !== 'read') return messages.map((message) => target(message, byLevel));
  if (row.of === 'message') {
    return messages.map((message) => target(message, (person) => mayRead(person, account, message)));
  }
  return (['x', 'y'] as const).map((thread) =>
    target(`${thread}1`, (person) =>
      (['1', '2'] as const).some((place) => mayRead(person, account, `${thread}${place}`)),
    ),
  );
}

export function idsOf(seeded: SeededAccount, message: MessageName): Ids {
  return ids({
    account: seeded.accountId,
    folder: seeded.folderId,
    outgoing: seeded.outgoingId,
    conversation: message.startsWith('x') ? seeded.conversations.x : seeded.conversations.y,
    message: seeded.messages[message],
    intent: seeded.intentId,
  });
}
