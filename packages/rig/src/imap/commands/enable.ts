import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** Extensions that must be enabled to take effect. */
const ENABLABLE = ['CONDSTORE', 'QRESYNC', 'UTF8=ACCEPT', 'IMAP4REV2'];

/** RFC 5161. Extensions that are unknown or not offered are passed over. */
export const enable: ImapCommand = {
  when: 'after-login',
  requires: ['ENABLE', 'IMAP4rev2'],
  run({ session, args }) {
    const asked: string[] = [];
    while (!args.atEnd) {
      args.space();
      asked.push(args.word());
    }
    if (asked.length === 0) throw args.fault('ENABLE names at least one capability');
    const enabled = asked.filter((name) => ENABLABLE.includes(name) && session.offers(name));
    for (const name of enabled) session.enabled.add(name);
    // QRESYNC implies CONDSTORE (RFC 7162 section 3.2.3).
    if (session.enabled.has('QRESYNC')) session.enabled.add('CONDSTORE');
    session.untagged(['ENABLED', ...enabled].join(' '));
    return ok('ENABLE completed.');
  },
};
