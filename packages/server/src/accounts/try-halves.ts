import { asFailure, Failure } from '@mailroom/model';
import type { EngineCommands, LoginCheck } from '../engine-thread/protocol.ts';

function ofHalf(half: 'imap' | 'smtp', thrown: unknown): Failure {
  const failure = asFailure(thrown);
  return new Failure({ ...failure.toWire(), detail: { ...failure.detail, half }, cause: failure.cause });
}

/**
 * Tries both halves of a mailbox with a password at once, and throws the first half's failure, told which one it is
 * (`detail.half`). Nothing is saved before both have answered.
 */
export async function tryHalves(
  engine: Pick<EngineCommands, 'checkImap' | 'checkSmtp'>,
  imap: LoginCheck,
  smtp: LoginCheck,
): Promise<void> {
  const [imapTried, smtpTried] = await Promise.allSettled([engine.checkImap(imap), engine.checkSmtp(smtp)]);
  if (imapTried.status === 'rejected') throw ofHalf('imap', imapTried.reason);
  if (smtpTried.status === 'rejected') throw ofHalf('smtp', smtpTried.reason);
}
