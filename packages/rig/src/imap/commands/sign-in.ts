import type { AuthenticationRequest } from '../authentication.ts';
import { no, ok, type Reply } from '../reply.ts';
import type { Session } from '../session.ts';

const UNREACHABLE = no('Mailbox is not available.', 'UNAVAILABLE');

/** Asks the authenticator and opens the mailbox, answering as the provider does. */
export async function signIn(session: Session, request: AuthenticationRequest): Promise<Reply> {
  const { service } = session;
  const { login, connections, capabilities } = service.preset;
  const byPassword = request.mechanism === 'PLAIN' || request.mechanism === 'LOGIN';
  if (byPassword && !session.line.secure && service.security === 'starttls') {
    return no('Passwords are not taken in clear text.', 'PRIVACYREQUIRED');
  }
  if (byPassword && session.offers('LOGINDISABLED')) return no('LOGIN is disabled.');
  if (byPassword && login.passwordRefusal) return login.passwordRefusal;

  const verdict = await service.authenticate(request);
  if (session.ended) return login.failed;
  if (!verdict.ok) {
    if (!byPassword) await challenge(session, login.challenge(verdict.status ?? '401'));
    return login.failed;
  }
  const withheld = service.faults.at('no-mailbox', session.line.number, 'LOGIN')[0];
  withheld?.strike();
  let mailbox = withheld === undefined ? service.findMailbox(verdict.mailbox) : undefined;
  if (!mailbox && !login.authenticatedButNotConnected) return UNREACHABLE;
  if (mailbox && connections && service.sessionsOf(mailbox).length >= connections.limit) {
    if (connections.refusal !== 'not-connected') return connections.refusal;
    mailbox = undefined;
  }
  session.login(request.user, mailbox, verdict.expiresAt);
  const code = capabilities.toldAtLogin ? `CAPABILITY ${session.capabilities().join(' ')}` : undefined;
  return ok(login.succeeded, code);
}

/** Sends why the token was refused; the client must say something before it hears the NO (RFC 7628 section 3.2.3). */
async function challenge(session: Session, json: string | undefined): Promise<void> {
  if (json === undefined) return;
  session.continueWith(Buffer.from(json, 'utf8').toString('base64'));
  await session.readLine();
}
