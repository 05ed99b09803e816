/** Passwords and tokens that end, and the place where tokens are renewed: cases 23, 25, 26 and 27. */
import type { ServerKind } from '../server/mail-server.ts';
import { type FaultCase, type Ground, practiceKinds } from './fault-case.ts';

const signedIn: readonly ServerKind[] = ['outlook', 'outlook-rev2'];

/** Access tokens age and every session with them, as after an hour. */
function ageTokens({ grant, server }: Ground): void {
  if (grant) grant.signIn.identity.expireAccessTokens(grant.person);
  server.practice?.server.expireSessions();
}

/** The sign-in works again: tokens are renewed as before, and people can sign in. */
function mendSignIn({ grant }: Ground): void {
  grant?.signIn.identity.clearFaults();
  grant?.signIn.identity.setOutage(undefined);
}

export const credentialFaults: readonly FaultCase[] = [
  {
    cases: [23],
    name: 'the grant is withdrawn or the password changed',
    on: practiceKinds,
    async inject(ground, random) {
      const { grant, installation, server } = ground;
      const changed = `changed ${random.hex(6)}`;
      if (grant) {
        grant.signIn.identity.revokeGrants(grant.person);
        ageTokens(ground);
      } else {
        server.practice?.secrets.delete(server.secret);
        server.practice?.secrets.add(changed);
        server.line.dropAll();
      }
      installation.mayAskItsOwner = true;
      return async () => {
        // Whichever fault ends first: nobody can sign in while the sign-in itself is not well.
        mendSignIn(ground);
        await installation.reconnect(changed);
      };
    },
  },
  {
    cases: [25],
    name: 'the process dies with a renewed token in its hands',
    on: signedIn,
    async inject(ground) {
      ground.installation.faults.dieOn('saveTokens');
      ageTokens(ground);
      return undefined;
    },
  },
  {
    cases: [26],
    name: 'tokens cannot be renewed for a while',
    on: signedIn,
    async inject(ground, random) {
      const identity = ground.grant?.signIn.identity;
      const trouble = random.pick(['server error', 'too many', 'page', 'unreachable', 'cut'] as const);
      if (trouble === 'server error') identity?.failNext({ status: 503, times: 100 });
      if (trouble === 'too many') identity?.throttle(random.between(1, 10));
      if (trouble === 'cut') identity?.failNext({ cut: true, times: 100 });
      if (trouble === 'page') identity?.setOutage('html');
      if (trouble === 'unreachable') identity?.setOutage('unreachable');
      ageTokens(ground);
      return () => mendSignIn(ground);
    },
  },
  {
    cases: [27],
    name: 'the access token ends in the middle',
    on: signedIn,
    async inject(ground) {
      ageTokens(ground);
      return undefined;
    },
  },
];
