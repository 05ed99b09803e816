/** Cases that nothing closer to the code shows: each fault alone, and what has to come of it. */
import { describe, expect, it } from 'vitest';
import type { Ground } from './cases/index.ts';
import { pollMilliseconds } from './engine/installation.ts';
import { differences } from './oracle/differences.ts';
import { serverContents } from './oracle/server-contents.ts';
import { storeContents } from './oracle/store-contents.ts';
import { onGround, type PlayGround } from './testing/ground.ts';

/** The store comes to be what the server holds; time passes only where the account waits. */
async function expectSame({ installation, server, untilWatching }: PlayGround): Promise<void> {
  const { store, scope, accountId } = installation;
  const different = async () => {
    await untilWatching();
    return differences(await storeContents(store, scope, accountId), await serverContents(server));
  };
  await expect.poll(different, { timeout: 50_000, interval: 50 }).toEqual([]);
}

async function deliver({ server, letters }: Ground, path = 'INBOX'): Promise<void> {
  const { raw, receivedAt } = letters.next();
  await server.hands.deliver(path, raw, { receivedAt });
}

/** It is time for the next look at everything. */
async function nextLook({ installation, settle }: PlayGround): Promise<void> {
  await settle();
  installation.clock.advance(pollMilliseconds);
}

describe('a connection', () => {
  it('that died without a word while it idled is found dead by the next look, and new mail is shown', async () => {
    await onGround({ server: 'dovecot', letters: 5 }, async (ground) => {
      await ground.installation.startProcess();
      await ground.untilWatching();
      await ground.settle();
      const before = ground.server.line.connections;
      ground.server.line.goDead();
      await deliver(ground);
      await nextLook(ground);
      await expectSame(ground);
      expect(ground.server.line.connections).toBeGreaterThan(before);
    });
  });

  it('of which there are too many already is tried again later, and nobody is asked for a password', async () => {
    await onGround({ server: 'gmail', letters: 5 }, async (ground) => {
      const refusal = 'NO [ALERT] Too many simultaneous connections. (Failure)';
      const fault = ground.server.practice?.faults.refuse('LOGIN', refusal, { times: 3 });
      await ground.installation.startProcess();
      await ground.untilWatching();
      await expectSame(ground);
      expect(fault?.strikes).toBe(3);
      const states = new Set(ground.installation.states.map(({ state }) => state));
      expect(states).not.toContain('reconnect');
      expect(ground.server.line.connections).toBe(4);
    });
  });

  it('on which notices stop coming is not relied on: the next look shows what came', async () => {
    await onGround({ server: 'outlook', letters: 5 }, async (ground) => {
      await ground.installation.startProcess();
      await ground.untilWatching();
      const fault = ground.server.practice?.faults.stall('IDLING');
      await deliver(ground);
      await nextLook(ground);
      await expectSame(ground);
      fault?.lift();
    });
  });
});

describe('a folder', () => {
  it.each(['outlook', 'dovecot', 'plain'] as const)(
    'that is renamed keeps its messages, which nobody is told of as new, on %s',
    async (server) => {
      await onGround({ server, letters: 5 }, async (ground) => {
        const { hands } = ground.server;
        await hands.createFolder('Project');
        for (let count = 0; count < 4; count += 1) await deliver(ground, 'Project');
        await ground.installation.startProcess();
        await ground.untilWatching();
        const known = ground.installation.newMessages;
        await hands.renameFolder('Project', 'Project of last year');
        await nextLook(ground);
        await expectSame(ground);
        expect(ground.installation.newMessages).toBe(known);
      });
    },
  );

  it('that is deleted while it is synchronised is closed, and the rest goes on', async () => {
    await onGround({ server: 'dovecot', letters: 20 }, async (ground) => {
      const { hands, practice } = ground.server;
      await hands.createFolder('Project');
      for (let count = 0; count < 4; count += 1) await deliver(ground, 'Project');
      const held = practice?.faults.stall('FETCH', { times: 1 });
      await ground.installation.startProcess();
      await ground.settle();
      await hands.deleteFolder('Project');
      held?.lift();
      await ground.untilWatching();
      await nextLook(ground);
      await expectSame(ground);
    });
  });
});

describe('a full disk', () => {
  it('is told as such, keeps what is stored, and holds nothing up once there is room again', async () => {
    await onGround({ server: 'dovecot', letters: 20 }, async (ground) => {
      const { installation } = ground;
      await installation.startProcess();
      await ground.untilWatching();
      installation.faults.diskFull = true;
      await deliver(ground);
      await ground.settle();
      installation.faults.diskFull = false;
      await ground.untilWatching();
      await nextLook(ground);
      await expectSame(ground);
    });
  });
});
