import { quoted } from '../grammar/response.ts';
import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** RFC 2342. Practice mailboxes have one personal namespace and no others. */
export const namespace: ImapCommand = {
  when: 'after-login',
  requires: ['NAMESPACE', 'IMAP4rev2'],
  run({ session, args }) {
    args.end();
    session.untagged(`NAMESPACE (("" ${quoted(session.service.preset.delimiter)})) NIL NIL`);
    return ok('NAMESPACE completed.');
  },
};
