import type { MessagePort } from 'node:worker_threads';
import type { Log } from '@mailroom/engine/ports/index';
import { errorForLog } from '../http/error-for-log.ts';
import type { EngineMessage, LogLevel } from './protocol.ts';

const severities: Record<string, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Only plain data crosses threads; errors cross as what is logged of them. */
function plain(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    value instanceof Error ? errorForLog(value) : value,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
}

/**
 * The engine's log: lines go to the web server's thread, which writes them. What is below the level is not sent at all.
 *
 * @param level of the server's log; `fatal` and `silent` send nothing.
 */
export function threadLog(port: Pick<MessagePort, 'postMessage'>, level: string, bound: object = {}): Log {
  const least = severities[level] ?? Number.POSITIVE_INFINITY;
  const write = (at: LogLevel) => (fields: object, text: string) => {
    if ((severities[at] ?? 0) < least) return;
    const message: EngineMessage = { kind: 'log', level: at, fields: plain({ ...bound, ...fields }), text };
    port.postMessage(message);
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => threadLog(port, level, { ...bound, ...fields }),
  };
}
