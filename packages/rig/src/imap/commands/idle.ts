import { no, ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { ImapCommand } from './command.ts';

/** RFC 2177. News is told as it comes, gathered per turn of the event loop. */
export const idle: ImapCommand = {
  when: 'after-login',
  requires: ['IDLE', 'IMAP4rev2'],
  async run({ session, args }) {
    args.end();
    const { output } = session.line;
    // Some servers do this too: an EXISTS may come before the continuation.
    session.tellNews(true);
    session.continueWith('idling');
    output.phase = 'IDLING';
    const { view } = session;
    let scheduled = false;
    if (view) {
      view.onNews = () => {
        if (scheduled) return;
        scheduled = true;
        queueMicrotask(() => {
          scheduled = false;
          if (session.view !== view || view.onNews === undefined || isMute(session)) return;
          session.tellNews(true);
          output.flush();
        });
      };
    }
    const line = await session.readLine();
    if (view) view.onNews = undefined;
    if (line === undefined) return no('Connection lost.');
    if (line.toUpperCase() !== 'DONE') throw args.fault(`expected DONE, not ${JSON.stringify(line)}`);
    return ok('IDLE terminated.');
  },
};

function isMute({ service, line }: Session): boolean {
  return service.faults.at('mute-idle', line.number, line.output.phase).length > 0;
}
