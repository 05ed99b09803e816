import { sessionOf } from '../../access/signed-in.ts';
import type { Proven } from '../../auth/second-factors.ts';
import type { SignedIn } from '../../http/handler.ts';
import type { Services } from '../../services.ts';

/** @throws Failure where whoever asks does not prove anew who they are */
export async function checkProof(
  { proof }: Pick<Services, 'proof'>,
  caller: Pick<SignedIn, 'person' | 'sessionId'>,
  { password }: { password?: string | undefined },
): Promise<Proven> {
  const personId = caller.person.id;
  await proof.check({ personId, sessionId: sessionOf(caller), password });
  return { personId, password };
}
