/** What goes wrong between the engine and its store: full disks, transactions rolled back, and processes that die. */
import type { AccountStatus, Ports } from '@mailroom/engine/ports/index';
import { Failure } from '@mailroom/model';

/** Names of port methods that only read: a full disk does not stop them. */
const reading =
  /^(read|runnable|providerApp|list|places|place[A-Z]|pending|count|part|next(Due|Pushes)|unfiled|labels[A-Z]|known|marked)/;

export class ProcessDied extends Error {
  constructor() {
    super('This process is dead');
  }
}

/** Watches what the engine asks of its store, and interferes as it is told. */
export class StoreFaults {
  #dead = false;
  #diesIn = Number.POSITIVE_INFINITY;
  #dieAfterwards = false;
  #diesOn: string | undefined;
  #rollbacks = 0;
  /** While true the disk has no room: whatever is to be written is refused. */
  diskFull = false;
  /** Messages stored as new ones. */
  newMessages = 0;
  readonly #onStatus: (status: AccountStatus) => void;
  /** Calls that were made and that have been answered, one each. */
  calls = 0;
  /** Whether there was something to push when the engine last asked, or it has not asked yet. */
  #pushing = true;

  /** @param onStatus hears every state of an account once it is stored */
  constructor(onStatus: (status: AccountStatus) => void = () => undefined) {
    this.#onStatus = onStatus;
  }

  /** Something was asked for that the engine has not looked at yet. */
  expectIntents(): void {
    this.#pushing = true;
  }

  get hasOpenIntents(): boolean {
    return this.#pushing;
  }

  /** The process dies at the n-th write from now (1 is the next), before it happened or when it has. */
  dieAt(write: number, moment: 'before' | 'after'): void {
    this.#diesIn = write;
    this.#dieAfterwards = moment === 'after';
  }

  /** The process dies when it is about to make this call. */
  dieOn(call: string): void {
    this.#diesOn = call;
  }

  /** The next writes are rolled back, so many of them. */
  rollBack(writes: number): void {
    this.#rollbacks = writes;
  }

  get dead(): boolean {
    return this.#dead;
  }

  die(): void {
    this.#dead = true;
  }

  /** Ends what was set up and has not happened. */
  clear(): void {
    this.#diesIn = Number.POSITIVE_INFINITY;
    this.#diesOn = undefined;
    this.#rollbacks = 0;
    this.diskFull = false;
  }

  watch(ports: Omit<Ports, 'clock' | 'log' | 'blobs'>): Omit<Ports, 'clock' | 'log' | 'blobs'> {
    return {
      accounts: this.#watched(ports.accounts),
      credentials: this.#watched(ports.credentials),
      mail: this.#watched(ports.mail),
      intents: this.#watched(ports.intents),
      outbox: this.#watched(ports.outbox),
      completeness: this.#watched(ports.completeness),
      events: this.#watched(ports.events),
    };
  }

  #watched<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string') return member;
        // It answers nothing and nobody waits for it: a refusal would be heard by nobody.
        if (name === 'warm') return member.bind(target);
        return async (...args: unknown[]) => {
          this.#before(name);
          const result: unknown = await Reflect.apply(member, target, args);
          if (name === 'saveStatus') this.#onStatus(args[1] as AccountStatus);
          if (name === 'nextPushes') this.#pushing = Array.isArray(result) && result.length > 0;
          this.#after(name, result);
          return result;
        };
      },
    });
  }

  #before(name: string): void {
    this.calls += 1;
    if (this.#dead) throw new ProcessDied();
    if (reading.test(name)) return;
    this.#diesIn -= 1;
    if (name === this.#diesOn || (this.#diesIn === 0 && !this.#dieAfterwards)) this.#dead = true;
    if (this.#dead) throw new ProcessDied();
    if (this.diskFull) {
      throw new Failure({
        origin: 'administrator',
        kind: 'disk-full',
        next: { do: 'ask-administrator' },
      });
    }
    if (this.#rollbacks > 0) {
      this.#rollbacks -= 1;
      throw new Failure({ origin: 'mailroom', kind: 'unexpected', next: { do: 'retry' } });
    }
  }

  #after(name: string, result: unknown): void {
    this.calls += 1;
    if (name === 'addArrivals') this.newMessages += newMessagesOf(result);
    if (this.#diesIn === 0) this.#dead = true;
    if (this.#dead) throw new ProcessDied();
  }
}

function newMessagesOf(result: unknown): number {
  if (typeof result !== 'object' || result === null || !('newMessages' in result)) return 0;
  return Number(result.newMessages);
}
