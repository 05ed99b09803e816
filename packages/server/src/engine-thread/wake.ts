/**
 * Tells the engine that there is something to do, without waiting for it: what is to be done is stored already, and an engine
 * that is down finds it when it starts again.
 */
import type { Logger } from 'pino';
import type { EngineCommands } from './protocol.ts';

type Errand =
  | 'startAccount'
  | 'pauseAccount'
  | 'syncAccount'
  | 'checkAccount'
  | 'removeAccount'
  | 'pushIntents'
  | 'send';

export class Wake {
  readonly #engine: Pick<EngineCommands, Errand>;
  readonly #log: Logger;

  constructor(engine: Pick<EngineCommands, Errand>, log: Logger) {
    this.#engine = engine;
    this.#log = log;
  }

  #tell(errand: Errand, accountId: string): void {
    this.#engine[errand](accountId).catch((thrown: unknown) => {
      this.#log.warn({ err: thrown, accountId, errand }, 'the engine could not be woken');
    });
  }

  start(accountId: string): void {
    this.#tell('startAccount', accountId);
  }

  pause(accountId: string): void {
    this.#tell('pauseAccount', accountId);
  }

  sync(accountId: string): void {
    this.#tell('syncAccount', accountId);
  }

  check(accountId: string): void {
    this.#tell('checkAccount', accountId);
  }

  remove(accountId: string): void {
    this.#tell('removeAccount', accountId);
  }

  push(accountId: string): void {
    this.#tell('pushIntents', accountId);
  }

  send(accountId: string): void {
    this.#tell('send', accountId);
  }
}
