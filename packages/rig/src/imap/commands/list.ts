import type { Arguments } from '../grammar/arguments.ts';
import { quoted } from '../grammar/response.ts';
import { CommandRefused, no, ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { ImapCommand } from './command.ts';
import { folderPattern } from './folder-pattern.ts';
import { listAttributes } from './list-attributes.ts';
import { parseStatusItems, type StatusItem, statusResponse } from './status-items.ts';

interface ListRequest {
  readonly selection: readonly string[];
  readonly patterns: readonly string[];
  readonly subscribed: boolean;
  readonly status: readonly StatusItem[];
}

/** RFC 3501 section 6.3.8; the extended form of RFC 5258 and RFC 5819 where LIST-EXTENDED is offered. */
export const list: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const request = parseRequest(session, args);
    // Exchange loses its way once IMAP4rev2 is enabled and answers LIST so.
    if (session.rev2 && session.service.preset.breaksInRev2) {
      throw new CommandRefused(no('Server error in LIST.', 'SERVERBUG'));
    }
    if (request.patterns.length === 1 && request.patterns[0] === '' && request.selection.length === 0) {
      session.untagged(`LIST (\\Noselect) ${quoted(session.service.preset.delimiter)} ""`);
      return ok('LIST completed.');
    }
    answer(session, request);
    return ok('LIST completed.');
  },
};

function parseRequest(session: Session, args: Arguments): ListRequest {
  let selection: string[] = [];
  if (args.looksAt('(')) {
    selection = extended(session, args, () => args.list(() => args.word()));
    args.space();
  }
  const reference = session.path(args.astring());
  args.space();
  const patterns = args.looksAt('(')
    ? extended(session, args, () => args.list(() => args.listMailbox()))
    : [args.listMailbox()];
  let status: readonly StatusItem[] = [];
  let subscribed = selection.includes('SUBSCRIBED');
  if (!args.atEnd) {
    args.space();
    args.expect('RETURN ');
    extended(session, args, () =>
      args.list(() => {
        const option = args.word();
        if (option === 'SUBSCRIBED') subscribed = true;
        else if (option === 'STATUS') status = statusOption(session, args);
        else if (option !== 'CHILDREN' && option !== 'SPECIAL-USE') throw args.fault(`unknown ${option}`);
      }),
    );
  }
  args.end();
  return {
    selection,
    patterns: patterns.map((pattern) => reference + session.path(pattern)),
    subscribed,
    status,
  };
}

function statusOption(session: Session, args: Arguments): readonly StatusItem[] {
  if (!session.offers('LIST-STATUS') && !session.offers('IMAP4rev2'))
    throw args.fault('LIST-STATUS is not offered');
  args.space();
  return parseStatusItems(args, session);
}

/** The extended form is an error to a server that does not offer any extension of LIST. */
function extended<T>(session: Session, args: Arguments, read: () => T): T {
  const offered = ['LIST-EXTENDED', 'LIST-STATUS', 'SPECIAL-USE', 'IMAP4rev2'].some((name) =>
    session.offers(name),
  );
  if (!offered) throw args.fault('LIST-EXTENDED is not offered');
  return read();
}

function answer(session: Session, request: ListRequest): void {
  const tests = request.patterns.map(folderPattern);
  const delimiter = quoted(session.service.preset.delimiter);
  for (const folder of session.openMailbox.folders()) {
    if (!tests.some((test) => test(folder.path)) || !session.told.isListed(folder.path)) continue;
    if (request.selection.includes('SUBSCRIBED') && !folder.subscribed) continue;
    if (request.selection.includes('SPECIAL-USE') && folder.specialUse === undefined) continue;
    const attributes = listAttributes(session, folder, request.subscribed);
    session.untagged(`LIST (${attributes.join(' ')}) ${delimiter} ${session.name(folder.path)}`);
    if (request.status.length > 0 && folder.selectable) {
      session.untagged(statusResponse(session, folder, request.status));
    }
  }
  for (const path of session.told.phantoms()) {
    if (tests.some((test) => test(path))) session.untagged(`LIST () ${delimiter} ${session.name(path)}`);
  }
}
