import { decodeResponse, readCredentials } from '../authentication.ts';
import { CommandRefused, no, type Reply } from '../reply.ts';
import type { Session } from '../session.ts';
import type { ImapCommand } from './command.ts';
import { signIn } from './sign-in.ts';

/** RFC 9051 section 6.2.2, with the initial response of RFC 4959. */
export const authenticate: ImapCommand = {
  when: 'before-login',
  async run({ session, args }) {
    args.space();
    const mechanism = args.word();
    if (mechanism !== 'XOAUTH2' && mechanism !== 'OAUTHBEARER' && mechanism !== 'PLAIN') {
      throw new CommandRefused(no('Unsupported authentication mechanism.', 'CANNOT'));
    }
    if (!session.offers(`AUTH=${mechanism}`)) {
      throw new CommandRefused(no('Unsupported authentication mechanism.', 'CANNOT'));
    }
    let response: string | undefined;
    if (!args.atEnd) {
      if (!session.offers('SASL-IR')) throw args.fault('an initial response without SASL-IR');
      args.space();
      response = args.rest;
    } else {
      session.continueWith('');
      response = await session.readLine();
    }
    if (response === undefined) return no('Connection lost.');
    if (response === '*') return cancelled;
    const decoded = decodeResponse(response);
    if (decoded === undefined) throw args.fault('not base64');
    const credentials = readCredentials(mechanism, decoded);
    if (!credentials) return refuseForm(session, mechanism);
    return signIn(session, credentials);
  },
};

/** Cancelling is the client's right; RFC 9051 prescribes BAD as the answer. */
const cancelled: Reply = { status: 'BAD', text: 'AUTHENTICATE cancelled.' };

function refuseForm(session: Session, mechanism: string): Reply {
  const { failed } = session.service.preset.login;
  return mechanism === 'PLAIN' ? no('Invalid credentials.', 'AUTHENTICATIONFAILED') : failed;
}
