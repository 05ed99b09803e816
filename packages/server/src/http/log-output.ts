/**
 * Where the log's lines go. Standard output may be a file on a disk that is full, or a pipe that nobody reads: the log has gaps then, says
 * so as soon as it can be written again, and ends or holds up nothing else.
 */
import { write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DestinationStream } from 'pino';

/** Characters that wait to be written; beyond them lines are lost, so that a log that cannot be written does not fill the memory. */
const mostWaiting = 1024 * 1024;
/** Milliseconds after which a pipe that is full is tried again. */
const fullPipeWait = 100;
const warn = 40;

export class LogOutput implements DestinationStream {
  readonly #descriptor: number;
  #waiting: string[] = [];
  #characters = 0;
  #writing = false;
  #flushesAtExit = false;
  /** Lines that could not be written since the last one that could. */
  #lost = 0;

  /** @param descriptor of a file, a pipe or a terminal that is open for writing; it is not closed */
  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  write(line: string): void {
    if (this.#characters + line.length > mostWaiting) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(line);
    this.#characters += line.length;
    if (this.#writing) return;
    this.#flushAtExit();
    void this.#writeWaiting();
  }

  /** Never rejects: whoever logs has nothing to do about a log that cannot be written. */
  async #writeWaiting(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const lines = this.#take();
      const lost = this.#lost;
      this.#lost = 0;
      const text = `${lost > 0 ? gap(lost) : ''}${lines.join('')}`;
      if (!(await this.#isWritten(Buffer.from(text)))) this.#lost += lost + lines.length;
    }
    this.#writing = false;
  }

  async #isWritten(bytes: Buffer): Promise<boolean> {
    for (let at = 0; at < bytes.length; ) {
      const { error, written } = await this.#writeSome(bytes, at);
      if (error?.code === 'EAGAIN') await sleep(fullPipeWait, undefined, { ref: false });
      else if (error) return false;
      at += written;
    }
    return true;
  }

  #writeSome(bytes: Buffer, at: number): Promise<{ error: NodeJS.ErrnoException | null; written: number }> {
    return new Promise((resolve) => {
      write(this.#descriptor, bytes, at, bytes.length - at, null, (error, written) => {
        resolve({ error, written: error ? 0 : written });
      });
    });
  }

  #take(): string[] {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#characters = 0;
    return lines;
  }

  /** What the last moments said is what one looks for after a crash. */
  #flushAtExit(): void {
    if (this.#flushesAtExit) return;
    this.#flushesAtExit = true;
    process.once('exit', () => {
      try {
        writeSync(this.#descriptor, this.#take().join(''));
      } catch {
        // There is nobody left to tell, and an exit must come to its end.
      }
    });
  }
}

/** Begins with a line break: the disk may have been full in the middle of a line. */
function gap(lost: number): string {
  const told = { level: warn, time: Date.now(), lost, msg: 'lines of this log could not be written' };
  return `\n${JSON.stringify(told)}\n`;
}
