/** Mail in the full size that the cases ask for, through all of Mailroom: from the server into the list, with the rest beside it. */
import { describe, expect, it } from 'vitest';
import { hostileMail } from './mail/hostile.ts';
import { differences } from './oracle/differences.ts';
import { serverContents } from './oracle/server-contents.ts';
import { storeContents } from './oracle/store-contents.ts';
import { onGround } from './testing/ground.ts';

const cases = [...new Set(hostileMail({ tag: 'names', scale: 0.001 }).map((mail) => mail.case))];

describe('mail that is made to be in the way', () => {
  it.each(cases)(
    'is listed with what could be read, and other mail beside it (case %i)',
    async (number) => {
      await onGround({ server: 'dovecot', letters: 20 }, async (ground) => {
        const { server, installation, letters } = ground;
        const hostile = hostileMail({ tag: 'full', scale: 1 }).filter((mail) => mail.case === number);
        for (const { raw } of hostile) {
          await server.hands.deliver('INBOX', raw, { receivedAt: letters.next().receivedAt });
        }
        await installation.startProcess();
        await ground.untilWatching();
        const { store, scope, accountId } = installation;
        const here = await storeContents(store, scope, accountId);
        expect(differences(here, await serverContents(server))).toEqual([]);
        expect(here.messages).toHaveLength(20 + hostile.length);
        expect(here.messages.filter(({ body }) => body === 'stored').length).toBeGreaterThanOrEqual(20);
        expect(here.messages.filter(({ body }) => body === 'pending')).toEqual([]);
      });
    },
    180_000,
  );
});
