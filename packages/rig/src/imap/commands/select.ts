import type { PracticeFolder } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import { contains, formatSet, type SequenceSet } from '../grammar/sequence-set.ts';
import { ok, type Reply } from '../reply.ts';
import type { Session } from '../session.ts';
import type { SelectedView } from '../view.ts';
import type { CommandContext, ImapCommand } from './command.ts';

/** What the client knows of the folder from before (RFC 7162 section 3.2.5). */
interface Resync {
  readonly uidValidity: number;
  readonly modseq: number;
  readonly knownUids: SequenceSet | undefined;
}

export const select: ImapCommand = { when: 'after-login', run: (context) => open(context, false) };
export const examine: ImapCommand = { when: 'after-login', run: (context) => open(context, true) };

function open({ session, args }: CommandContext, readOnly: boolean): Reply {
  args.space();
  const path = session.path(args.astring());
  const resync = parseParameters(session, args);
  args.end();
  if (session.view && (session.offers('QRESYNC') || session.rev2)) session.untagged('OK [CLOSED] Closed.');
  // A SELECT that fails leaves no folder selected (RFC 9051 section 6.3.2).
  session.deselect();
  const folder = session.folder(path);
  const view = session.select(folder, readOnly);
  describe(session, view);
  const uidValidity = session.told.uidValidity(folder);
  if (resync && resync.uidValidity === uidValidity) tellSince(session, view, resync);
  return ok(readOnly ? 'EXAMINE completed.' : 'SELECT completed.', readOnly ? 'READ-ONLY' : 'READ-WRITE');
}

function parseParameters(session: Session, args: Arguments): Resync | undefined {
  if (args.atEnd) return undefined;
  args.space();
  let resync: Resync | undefined;
  args.list(() => {
    const parameter = args.word();
    if (parameter === 'CONDSTORE' && session.offers('CONDSTORE')) {
      session.enabled.add('CONDSTORE');
    } else if (parameter === 'QRESYNC' && session.qresync) {
      args.space();
      resync = parseResync(args);
    } else {
      throw args.fault(`unknown parameter ${parameter}`);
    }
  });
  return resync;
}

function parseResync(args: Arguments): Resync {
  args.expect('(');
  const uidValidity = args.number();
  args.space();
  const modseq = args.number();
  let knownUids: SequenceSet | undefined;
  if (args.takes(' ')) {
    if (!args.looksAt('(')) {
      knownUids = args.sequenceSet();
      args.takes(' ');
    }
    // Pairs of sequence numbers and UIDs only help a server that has forgotten old expunges; this one has not.
    if (args.looksAt('(')) args.list(() => args.sequenceSet());
  }
  args.expect(')');
  return { uidValidity, modseq, knownUids };
}

function describe(session: Session, view: SelectedView): void {
  const { preset } = session.service;
  const { folder } = view;
  session.untagged(`FLAGS (${preset.flags.join(' ')})`);
  session.untagged(`${view.exists} EXISTS`);
  if (!session.rev2) {
    session.untagged(`${view.recent} RECENT`);
    const unseen = folder.messages.findIndex(({ flags }) => !flags.has('\\Seen'));
    if (unseen !== -1) session.untagged(`OK [UNSEEN ${unseen + 1}] First unseen message`);
  }
  const permanent = view.readOnly ? [] : preset.permanentFlags;
  session.untagged(`OK [PERMANENTFLAGS (${permanent.join(' ')})] Permanent flags`);
  const uidValidity = session.told.uidValidity(folder);
  if (uidValidity !== undefined) session.untagged(`OK [UIDVALIDITY ${uidValidity}] UIDVALIDITY value`);
  session.untagged(`OK [UIDNEXT ${session.told.uidNext(folder)}] The next unique identifier value`);
  if (session.offers('CONDSTORE')) {
    const kept = session.told.keepsModseq(folder);
    session.untagged(
      kept ? `OK [HIGHESTMODSEQ ${folder.highestModseq}] Highest` : 'OK [NOMODSEQ] None are kept',
    );
  }
  if (session.offers('OBJECTID')) session.untagged(`OK [MAILBOXID (${folder.mailboxId})] Ok`);
}

function tellSince(session: Session, view: SelectedView, { modseq, knownUids }: Resync): void {
  const known = knownUids && view.uidRanges(knownUids);
  const vanished = vanishedUids(view.folder, modseq).filter((uid) => !known || contains(known, uid));
  if (vanished.length > 0) session.untagged(`VANISHED (EARLIER) ${formatSet(vanished)}`);
  for (const { sequence, uid, message } of view.allRows()) {
    if (!message || message.modseq <= modseq || (known && !contains(known, uid))) continue;
    session.untagged(
      `${sequence} FETCH (UID ${uid} FLAGS ${session.flags(message)} MODSEQ (${message.modseq}))`,
    );
  }
}

/** UIDs expunged after a modification sequence, in ascending order. */
export function vanishedUids(folder: PracticeFolder, modseq: number): number[] {
  return folder
    .vanishedSince(modseq)
    .map(({ uid }) => uid)
    .sort((one, other) => one - other);
}
