import type { RouteName } from '@mailroom/model/api/index';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Limit } from './limits.ts';

/** Routes that make Mailroom knock at hosts a person names, or that guess at a secret, have limits of their own. */
export function routeLimits(app: FastifyInstance): Partial<Record<RouteName, readonly Limit[]>> {
  const perPerson = (max: number, timeWindow = '10 minutes') =>
    app.createRateLimit({ max, timeWindow, keyGenerator: ({ personId }) => personId });
  // One count for both: what they can be used for, trying hosts and passwords, is the same.
  const knocking = perPerson(20);
  // A token cannot be guessed; this only keeps whoever tries from keeping the database busy.
  const opening = app.createRateLimit({ max: 60, timeWindow: '10 minutes', ipv6Subnet: 64 });
  const perNetwork = (max: number, timeWindow = '10 minutes') =>
    app.createRateLimit({ max, timeWindow, ipv6Subnet: 64 });
  // Before anybody is signed in: one count for all that guesses at a second factor or at a link.
  const guessing = perNetwork(30);
  const told = z.object({ email: z.string().transform((text) => text.trim().toLowerCase()) });
  // Counted by the address that was told, known or not, so that nobody's mailbox is filled with links.
  const perAddress = app.createRateLimit({
    max: 3,
    timeWindow: '1 hour',
    keyGenerator: ({ body }) => String(told.safeParse(body).data?.email),
  });
  // One count for everything that asks for the password again.
  const proving = perPerson(20);
  return {
    signInWithCode: [guessing],
    signInWithRecoveryCode: [guessing],
    signInWithPasskey: [guessing],
    beginPasskeySignIn: [guessing],
    beginProviderSignIn: [perNetwork(60)],
    beginRecovery: [perNetwork(20, '1 hour'), perAddress],
    finishRecovery: [guessing],
    changePassword: [proving],
    beginTotp: [proving],
    confirmTotp: [proving],
    removeTotp: [proving],
    beginPasskey: [proving],
    removePasskey: [proving],
    renewRecoveryCodes: [proving],
    connectSignIn: [proving],
    disconnectSignIn: [proving],
    createKey: [proving],
    linkImap: [knocking],
    reconnectImap: [knocking],
    reconnectOrganisation: [knocking],
    discover: [perPerson(10, '1 minute')],
    linkOrganisation: [knocking],
    linkOauth: [perPerson(60)],
    createInvitation: [perPerson(200)],
    renewInvitation: [perPerson(200)],
    readInvitation: [opening],
    acceptInvitation: [opening],
    createAdministrator: [app.createRateLimit({ max: 20, timeWindow: '10 minutes', ipv6Subnet: 64 })],
  };
}
