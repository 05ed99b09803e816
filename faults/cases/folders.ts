/** Folders that are numbered anew, renamed, deleted, invented or badly described: cases 6 to 11. */
import type { Random } from '@mailroom/rig/world/random';
import { type FaultCase, type Ground, practiceKinds } from './fault-case.ts';

async function someFolder({ server }: Ground, random: Random, but: readonly string[] = []): Promise<string> {
  const folders = (await server.hands.folders()).filter((path) => !but.includes(path));
  return folders.length === 0 ? 'INBOX' : random.pick(folders);
}

/** A folder of the person's own with a few letters in it; INBOX and those with a role stay where they are. */
async function ownFolder({ server, letters }: Ground, random: Random): Promise<string> {
  const path = `Project ${random.hex(4)}`;
  await server.hands.createFolder(path);
  for (let count = random.between(1, 8); count > 0; count -= 1) {
    const { raw, receivedAt } = letters.next();
    await server.hands.deliver(path, raw, { receivedAt });
  }
  return path;
}

const strangeUidValidities = [0, 'none', 2 ** 32 + 5] as const;

export const folderFaults: readonly FaultCase[] = [
  {
    cases: [6],
    name: 'a folder is numbered anew',
    async inject(ground, random) {
      await ground.server.hands.renumber(await someFolder(ground, random));
      return undefined;
    },
  },
  {
    cases: [6, 10],
    name: 'a folder is deleted and made again with other mail',
    async inject(ground, random) {
      const path = await ownFolder(ground, random);
      await ground.settle();
      await ground.server.hands.deleteFolder(path);
      await ground.server.hands.createFolder(path);
      const { raw, receivedAt } = ground.letters.next();
      await ground.server.hands.deliver(path, raw, { receivedAt });
      return undefined;
    },
  },
  {
    cases: [7],
    name: 'the server tells a UIDVALIDITY that is none',
    on: practiceKinds,
    async inject(ground, random) {
      const path = await someFolder(ground, random);
      const told = random.pick(strangeUidValidities);
      const fault = ground.server.practice?.faults.badUidValidity(told === 'none' ? undefined : told, {
        path,
      });
      return () => fault?.lift();
    },
  },
  {
    cases: [8],
    name: 'UIDNEXT goes backwards',
    on: practiceKinds,
    async inject({ server }, random) {
      const fault = server.practice?.faults.wrongUidNext(-random.between(1, 10));
      return () => fault?.lift();
    },
  },
  {
    cases: [8],
    name: 'EXISTS shrinks without an EXPUNGE',
    on: practiceKinds,
    async inject({ server }, random) {
      const during = random.pick(['NOOP', 'SELECT', 'SEARCH', 'IDLE']);
      const fault = server.practice?.faults.shrinkExists(random.between(0, 3), { during });
      return () => fault?.lift();
    },
  },
  {
    cases: [9],
    name: 'a folder is renamed',
    async inject(ground, random) {
      const path = await ownFolder(ground, random);
      await ground.settle();
      await ground.server.hands.renameFolder(path, `${path} renamed`);
      return undefined;
    },
  },
  {
    cases: [10],
    name: 'a folder is deleted while it is synchronised',
    async inject(ground, random) {
      const path = await ownFolder(ground, random);
      if (random.chance(0.5)) ground.installation.syncNow();
      await ground.settle();
      await ground.server.hands.deleteFolder(path);
      return undefined;
    },
  },
  {
    cases: [11],
    name: 'a folder is listed that cannot be opened',
    on: practiceKinds,
    async inject({ server }, random) {
      const fault = server.practice?.faults.phantomFolder(`Ghost ${random.hex(4)}`);
      return () => fault?.lift();
    },
  },
];
