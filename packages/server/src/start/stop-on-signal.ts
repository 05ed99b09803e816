import type { RunningServer } from './start-server.ts';

/** A stop that hangs must not leave a process behind. */
const stopLimit = 10_000;

/** On SIGTERM or SIGINT: lets requests and sends under way end, stops the engine, ends the process. A second signal ends it at once. */
export function stopOnSignal(server: Pick<RunningServer, 'close'>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), stopLimit).unref();
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
