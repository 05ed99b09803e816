import { quoted } from '../grammar/response.ts';
import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** RFC 2971. */
export const id: ImapCommand = {
  when: 'any',
  requires: ['ID'],
  run({ session, args }) {
    args.space();
    if (!args.takes('NIL')) {
      const values = args.list(() => args.nstring());
      if (values.length % 2 !== 0) throw args.fault('ID takes pairs');
    }
    args.end();
    const own = Object.entries(session.service.preset.identification);
    session.untagged(`ID (${own.flat().map(quoted).join(' ')})`);
    return ok('ID completed.');
  },
};
