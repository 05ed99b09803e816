/** The engine thread's side of the protocol: runs each command and answers it. */
import type { MessagePort } from 'node:worker_threads';
import { asFailure } from '@mailroom/model';
import type { CommandMessage, EngineCommands, EngineMessage } from './protocol.ts';

export function answerCommands(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  commands: EngineCommands,
  failed: (thrown: unknown, name: string) => void,
): void {
  const post = (message: EngineMessage) => port.postMessage(message);
  const run = async ({ id, name, arguments: parameters }: CommandMessage): Promise<void> => {
    try {
      // The other side's calls are typed by the same interface.
      const command = commands[name] as (...all: unknown[]) => Promise<unknown>;
      post({ kind: 'answer', id, value: await command.apply(commands, parameters) });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind === 'unexpected') failed(thrown, name);
      post({ kind: 'refusal', id, failure: failure.toWire() });
    }
  };
  port.on('message', (message: CommandMessage) => void run(message));
  post({ kind: 'ready' });
}
