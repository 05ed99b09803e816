/** Where schedules run: what is costly to start is started once and shared by all of them. */

import { mailAuthenticator } from '@mailroom/rig/identity/index';
import { createRandom } from '@mailroom/rig/world/random';
import type { Ground } from '../cases/index.ts';
import { type Grant, Installation } from '../engine/installation.ts';
import { startSignIn } from '../engine/sign-in.ts';
import { LetterWriter } from '../server/letters.ts';
import type { MailServer, ServerKind } from '../server/mail-server.ts';
import { startPractice } from '../server/practice.ts';
import { type SharedDovecot, startSharedDovecot } from '../server/real-dovecot.ts';
import { untilAtRest } from './rest.ts';
import type { Schedule } from './schedule.ts';

const secret = 'good-password';
const address = 'ann@example.org';

export interface Workshop {
  /** Everything that a schedule plays on, the mailbox filled, nothing synchronised yet. */
  prepare(schedule: Schedule): Promise<Ground>;
  close(): Promise<void>;
}

/** @param mailboxes how many schedules on a real Dovecot there may be; 0 starts none */
export async function openWorkshop(mailboxes: number): Promise<Workshop> {
  const signIn = await startSignIn();
  const authenticate = mailAuthenticator(signIn.identity);
  const dovecot: SharedDovecot | undefined = mailboxes > 0 ? await startSharedDovecot(mailboxes) : undefined;
  let people = 0;

  const grantFor = (kind: ServerKind): Grant | undefined => {
    if (kind !== 'outlook' && kind !== 'outlook-rev2') return undefined;
    people += 1;
    return { signIn, person: signIn.addPerson(`person${people}`) };
  };

  const serverFor = async (schedule: Schedule, grant: Grant | undefined): Promise<MailServer> => {
    const { server: kind, language, withheld } = schedule;
    if (kind === 'real-dovecot') {
      if (!dovecot) throw new Error('This workshop has no Dovecot');
      return dovecot.nextMailbox();
    }
    return startPractice({
      kind,
      language,
      withheld,
      secret,
      address: grant?.person.userPrincipalName ?? address,
      ...(grant ? { takesToken: (user, token) => authenticate(user, token, 'imap').ok } : {}),
    });
  };

  return {
    async prepare(schedule) {
      const random = createRandom(`${schedule.seed}/ground`);
      const grant = grantFor(schedule.server);
      const server = await serverFor(schedule, grant);
      const letters = new LetterWriter(server.address, random.fork('letters'));
      await fill(server, letters, schedule.letters, random.fork('fill'));
      const jitter = random.fork('jitter');
      const installation = await Installation.open({ server, grant, random: () => jitter.next() });
      return {
        server,
        installation,
        letters,
        grant,
        settle: () => untilAtRest(() => server.line.bytes + installation.calls),
      };
    },
    async close() {
      await signIn.close();
      await dovecot?.stop();
    },
  };
}

async function fill(
  { hands }: MailServer,
  letters: LetterWriter,
  count: number,
  random: ReturnType<typeof createRandom>,
): Promise<void> {
  const folders = await hands.folders();
  for (let written = 0; written < count; written += 1) {
    const { raw, receivedAt } = letters.next();
    const path = random.chance(0.7) ? 'INBOX' : random.pick(folders);
    await hands.deliver(path, raw, { receivedAt, flags: random.chance(0.5) ? ['\\Seen'] : [] });
  }
}
