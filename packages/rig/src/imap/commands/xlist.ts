import { quoted } from '../grammar/response.ts';
import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { folderPattern } from './folder-pattern.ts';
import { listAttributes } from './list-attributes.ts';

/** Gmail's command from before RFC 6154, still offered. */
export const xlist: ImapCommand = {
  when: 'after-login',
  requires: ['XLIST'],
  run({ session, args }) {
    args.space();
    const reference = session.path(args.astring());
    args.space();
    const matches = folderPattern(reference + session.path(args.listMailbox()));
    args.end();
    const delimiter = quoted(session.service.preset.delimiter);
    for (const folder of session.openMailbox.folders()) {
      if (!matches(folder.path)) continue;
      const attributes = listAttributes(session, folder, false);
      if (folder.path === 'INBOX') attributes.push('\\Inbox');
      session.untagged(`XLIST (${attributes.join(' ')}) ${delimiter} ${session.name(folder.path)}`);
    }
    return ok('XLIST completed.');
  },
};
