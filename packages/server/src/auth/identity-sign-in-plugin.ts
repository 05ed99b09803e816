/** Begins the session of somebody whom an identity provider vouches for. Not reachable over HTTP: who vouched is checked before. */
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

export const identitySignInPath = '/sign-in/identity';

export function identitySignInPlugin() {
  return {
    id: 'mailroom-identity-sign-in',
    endpoints: {
      signInByIdentity: createAuthEndpoint(
        identitySignInPath,
        { method: 'POST', body: z.object({ personId: z.string() }), metadata: { SERVER_ONLY: true } },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.personId);
          const session = user && (await internalAdapter.createSession(user.id));
          if (!user || !session) return context.json({ signedIn: false });
          await setSessionCookie(context, { session, user });
          return context.json({ signedIn: true });
        },
      ),
    },
  } as const;
}
