/** Carries out the steps of a schedule. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@mailroom/model';
import { createRandom, type Random } from '@mailroom/rig/world/random';
import { type Clear, faultNamed, type Ground } from '../cases/index.ts';
import type { HandAct, Step } from './schedule.ts';

const flags = ['\\Seen', '\\Flagged', '\\Answered'];
/** How long traffic is waited for that may never come. */
const trafficPatience = 400;

/** @param clears what ends the faults that are on; grows and shrinks with the steps. */
export async function carryOut(ground: Ground, step: Step, clears: Clear[]): Promise<void> {
  switch (step.do) {
    case 'fault': {
      const clear = await faultNamed(step.fault).inject(ground, createRandom(step.seed));
      if (clear) clears.push(clear);
      return;
    }
    case 'clear':
      await clearAll(clears);
      return;
    case 'hands':
      await lendHands(ground, step.act, createRandom(step.seed));
      return;
    case 'owner':
      await askForSomething(ground, createRandom(step.seed));
      return;
    case 'sync':
      ground.installation.syncNow();
      return;
    case 'time':
      await letTimePass(ground, step.milliseconds);
      return;
    case 'traffic':
      await awaitTraffic(ground, step.bytes);
  }
}

export async function clearAll(clears: Clear[]): Promise<void> {
  for (const clear of clears.splice(0)) await clear();
}

/** The clock goes on as far as the engine sleeps, and everything it does in between gets the time it takes. */
export async function letTimePass(ground: Ground, milliseconds: number): Promise<void> {
  const { clock } = ground.installation;
  let left = milliseconds;
  while (left > 0) {
    await ground.settle();
    const next = Math.min(left, Math.max(1, clock.nextDue ?? left));
    clock.advance(next);
    left -= next;
  }
}

async function awaitTraffic({ server: { line } }: Ground, bytes: number): Promise<void> {
  const until = line.bytes + bytes;
  const begun = performance.now();
  while (line.bytes < until && performance.now() - begun < trafficPatience) await sleep(1);
}

async function lendHands(ground: Ground, act: HandAct, random: Random): Promise<void> {
  const { hands } = ground.server;
  const folders = await hands.folders();
  if (act === 'deliver') {
    for (let count = random.between(1, 5); count > 0; count -= 1) {
      const { raw, receivedAt } = ground.letters.next();
      await hands.deliver(random.chance(0.7) ? 'INBOX' : random.pick(folders), raw, { receivedAt });
    }
    return;
  }
  const from = random.chance(0.6) ? 'INBOX' : random.pick(folders);
  const messages = await hands.messages(from);
  if (messages.length === 0) return;
  const to = random.pick(folders.filter((path) => path !== from));
  const most = act === 'expunge many' ? messages.length : 4;
  const chosen = random.sample(messages, random.between(1, most));
  switch (act) {
    case 'flag':
      for (const { uid } of chosen) await hands.setFlag(from, uid, random.pick(flags), random.chance(0.6));
      return;
    case 'move':
      for (const { uid } of chosen) await hands.move(from, uid, to);
      return;
    case 'copy':
      for (const { uid } of chosen) await hands.copy(from, uid, to);
      return;
    default:
      await hands.expunge(
        from,
        chosen.map(({ uid }) => uid),
      );
  }
}

const filing = ['move', 'archive', 'trash', 'delete'] as const;

async function askForSomething({ installation }: Ground, random: Random): Promise<void> {
  const { store, scope, accountId } = installation;
  const { conversations } = await store.conversations.list(scope, { accountId, limit: 50 });
  if (conversations.length === 0) return;
  const { messages } = await store.conversations.read(scope, random.pick(conversations).id);
  const messageIds = messages.map(({ id }) => id);
  if (random.chance(0.6)) {
    const flag = random.pick(['seen', 'flagged'] as const);
    await installation.ask({ kind: 'flag', messageIds, flag, value: random.chance(0.6) });
    return;
  }
  const kind = random.pick(filing);
  if (kind !== 'move') {
    await unlessRefused(() => installation.ask({ kind, messageIds }));
    return;
  }
  const folders = (await store.folders.list(scope, accountId)).filter(({ selectable }) => selectable);
  if (folders.length === 0) return;
  const folderId = random.pick(folders).id;
  await unlessRefused(() => installation.ask({ kind, messageIds, folderId }));
}

/** Some mailboxes have no archive, and some folders take nothing: then there is nothing to ask for. */
async function unlessRefused(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
}
