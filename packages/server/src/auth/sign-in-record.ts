/** Sign-ins in the audit log: those that succeeded with how, those that failed with the address that was told. */
import type { AuditAction } from '@mailroom/model';
import { mailroomItself } from '@mailroom/store';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../access/network-of.ts';
import type { Services } from '../services.ts';
import { begunSession } from './begun-session.ts';

type Recording = Pick<Services, 'store' | 'sessions'>;

/** What somebody came in with: a first factor alone, or the second. */
export type Factor = 'password' | 'microsoft' | 'google' | 'openid' | 'totp' | 'recovery-code' | 'passkey';

/** Where the answer begins a session; a sign-in that waits for its second factor is none yet. */
export async function recordSignIn(
  { store, sessions }: Recording,
  request: FastifyRequest,
  answer: Response,
  factor: Factor,
): Promise<void> {
  const session = await begunSession(sessions, answer);
  if (!session) return;
  const origin = { sessionId: session.id, keyId: null, network: networkOf(request.ip) };
  const actor = session.person.id;
  await store.audit.record({ actor, action: 'signin.succeeded', detail: { factor }, origin });
  if (factor === 'recovery-code')
    await store.audit.record({ actor, action: 'second-factor.code-used', origin });
}

/** Nobody is the actor: whoever it was did not prove to be anybody. */
export async function recordRefusal(
  { store }: Pick<Recording, 'store'>,
  { ip }: FastifyRequest,
  action: Extract<AuditAction, 'signin.failed' | 'signin.second-factor-failed'>,
  detail: Record<string, string>,
): Promise<void> {
  const origin = { sessionId: null, keyId: null, network: networkOf(ip) };
  await store.audit.record({ actor: mailroomItself, action, detail, origin });
}
