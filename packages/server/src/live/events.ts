import type { Change } from '@mailroom/model';
import type { MailScope } from '@mailroom/store';
import type { Follower } from './follower.ts';
import { heartbeat, serverSentEvent } from './server-sent-event.ts';

/** Milliseconds of quiet after which a comment is sent, shorter than what proxies allow a quiet connection. */
const quiet = 20_000;
/** Milliseconds between two looks at what the person may see: access that was withdrawn, or ran out, ends within five seconds everywhere. */
const interval = 3000;
/** Rows of the log per read: a page of a busy log leaves room for other requests between two. */
const pageSize = 500;

/** What the stream needs of the change log. */
export interface ReadableChanges {
  since(
    cursor: number,
    limit: number,
    scope: MailScope,
  ): Promise<
    { kind: 'changes'; changes: Change[]; cursor: number } | { kind: 'start-again'; cursor: number }
  >;
}

export interface EventSource {
  changes: ReadableChanges;
  follower: Follower;
  /** Position to continue after. */
  cursor: number;
  /** What the person may see now, or null once the session is over; asked anew, since either can change while a stream is open. */
  scope(): Promise<MailScope | null>;
}

/** Tells one state of a person's access from another. */
function accessOf({ levels, shares }: MailScope): string {
  return JSON.stringify([[...levels].sort(([a], [b]) => a - b), shares.map(({ shareId }) => shareId)]);
}

const changeEvent = (change: Change) => serverSentEvent('change', change.seq, change);

/**
 * The text of one stream, from `cursor` on, until the session ends. Read page by page as the other side takes it: a slow
 * reader makes the log wait, not the memory grow.
 */
export async function* changeEvents({
  changes,
  follower,
  cursor,
  scope,
}: EventSource): AsyncGenerator<string> {
  // Sends the response's head at once, so that the browser knows the stream is open.
  yield heartbeat;
  let position = cursor;
  let silent = 0;
  let known: string | null = null;
  for (;;) {
    const woken = await follower.next(interval);
    if (woken === 'ended') return;
    const visible = await scope();
    if (!visible) return;
    silent = woken === 'heartbeat' ? silent + interval : 0;
    if (silent >= quiet) {
      silent = 0;
      yield heartbeat;
    }
    const now = accessOf(visible);
    // What was read before is not the person's to see any more, or there is more to see.
    if (known !== null && known !== now) yield serverSentEvent('start-again', position, { cursor: position });
    known = now;
    for (let more = true; more && !follower.ended; ) {
      const read = await changes.since(position, pageSize, visible);
      if (read.kind === 'start-again')
        yield serverSentEvent('start-again', read.cursor, { cursor: read.cursor });
      else if (read.changes.length > 0) yield read.changes.map(changeEvent).join('');
      more = read.cursor !== position;
      position = read.cursor;
    }
  }
}
