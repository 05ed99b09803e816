/** Whether a token opens a mailbox that is not simply the own one of whoever it speaks for. */
import type { ProviderAppCredentials } from '@mailroom/engine/ports/index';
import { asFailure, Failure, type FailureKind } from '@mailroom/model';
import type { EngineCommands } from '../engine-thread/protocol.ts';

type Checks = Pick<EngineCommands, 'checkImapToken'>;
type App = Pick<ProviderAppCredentials, 'provider' | 'cloud'>;

/**
 * What a server says to a token that is good but not for this mailbox. Exchange answers either, and never that a permission lacks;
 * any other failure says something else.
 */
const notForThisMailbox: ReadonlySet<FailureKind> = new Set(['login-refused', 'mailbox-not-reachable']);

async function open(
  engine: Checks,
  { provider, cloud }: App,
  login: { user: string; accessToken: string },
  refused: { kind: FailureKind; detail: Record<string, string> },
): Promise<void> {
  try {
    await engine.checkImapToken({ ...cloud.imap, ...login, provider });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!notForThisMailbox.has(failure.kind)) throw failure;
    throw new Failure({
      origin: 'administrator',
      kind: refused.kind,
      next: { do: 'ask-administrator' },
      code: failure.code,
      quote: failure.quote,
      detail: refused.detail,
      cause: failure,
    });
  }
}

/** @throws Failure shared-mailbox-refused, naming mailbox and delegate; any other of the connection as it is. */
export function openShared(
  engine: Checks,
  app: App,
  { address, delegate, accessToken }: { address: string; delegate: string; accessToken: string },
): Promise<void> {
  const refused = { kind: 'shared-mailbox-refused', detail: { mailbox: address, delegate } } as const;
  return open(engine, app, { user: address, accessToken }, refused);
}

/** @throws Failure organisation-mailbox-refused, naming the mailbox; any other of the connection as it is. */
export function openOrganisations(
  engine: Checks,
  app: App,
  { address, accessToken }: { address: string; accessToken: string },
): Promise<void> {
  const refused = { kind: 'organisation-mailbox-refused', detail: { mailbox: address } } as const;
  return open(engine, app, { user: address, accessToken }, refused);
}
