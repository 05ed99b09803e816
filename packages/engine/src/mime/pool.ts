/**
 * Threads that read messages, each capped in memory and watched for processor time. A message that uses either up costs its
 * thread, and nothing else: it is told unreadable, the thread is replaced, and the messages beside it are read again.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReadBody } from '../ports/mail.ts';
import { indexedWords } from '../words/index.ts';
import type { Batch, BodyJob, ExtractJob, Outcome, PackedJob, PackedSlice } from './job.ts';
import { Room } from './room.ts';
import { Turns } from './turns.ts';

export interface MimePool {
  /**
   * Reads messages, in any number; answers in the order of `jobs`. Small ones share round trips, so hand over many at once.
   *
   * @param onDeath hears of each message that ended its thread, and how often it has by now, before it is tried again: whoever keeps
   * that count hands it in as `deaths` after a restart
   */
  readBodies(
    jobs: readonly BodyJob[],
    onDeath?: (messageId: number, deaths: number) => void,
  ): Promise<ReadBody[]>;
  /** Starts a thread where there is none: that takes as long as reading a first screen, and can be done while it is fetched. */
  warm(): void;
  /**
   * Room in memory for mail that is to be fetched and read: asked for before it is fetched, and given back, by what this resolves to,
   * once it is stored.
   */
  reserve(octets: number): Promise<() => void>;
  /**
   * The decoded octets of one attachment that `readBodies` found in a whole source.
   * @throws Error when the source does not hold it or cannot be read.
   */
  extract(source: Uint8Array, part: string): Promise<Uint8Array>;
  /** Ends all threads; what was under way fails. */
  close(): Promise<void>;
}

export interface MimePoolOptions {
  /** Threads; by default one less than processors, at most four. */
  threads?: number;
  /** Processor milliseconds for one message. */
  cpuBudget?: number;
  /** Megabytes of JavaScript heap for a thread. */
  heap?: number;
}

/** A message that uses little processor time may still hang; this many milliseconds by the clock end it, too. */
const wallBudget = 15_000;
const watchEvery = 100;
/** A message is tried this often, the second time alone: its neighbours' garbage may have filled the heap. */
const tries = 2;
const batchJobs = 64;
const batchOctets = 4 * 1024 * 1024;
/** Of mail as fetched, over all accounts. Its text, its words and the copies between threads are some four times as much. */
const reservedOctets = 14 * 1024 * 1024;
/** A message or a few that have just arrived have room of their own: they do not wait until a flood beside them is read. */
const few = 256 * 1024;
const reservedForFew = 2 * 1024 * 1024;

type Job = BodyJob | ExtractJob;

interface Task {
  job: Job;
  /** Of the tasks that were handed over together, those that wait. */
  line: Task[];
  octets: number;
  /** Threads that died on it. */
  deaths: number;
  onDeath(deaths: number): void;
  settle(outcome: Outcome): void;
  fail(reason: Error): void;
}

interface Running {
  tasks: readonly Task[];
  position: Int32Array;
  /** Where the thread was when last looked at, since when, and what it had used by then (null: could not be told yet). */
  seen: { index: number; at: number; cpu: number | null } | null;
  verdict: Verdict | null;
}

/** Why the watch ended a thread, and whether the message it was at is not worth a second try. */
interface Verdict {
  reason: string;
  final: boolean;
}

interface Thread {
  worker: Worker;
  running: Running | null;
  watch: NodeJS.Timeout | null;
  /** What the thread itself said before it died. */
  error: Error | null;
}

export function mimePool(options: MimePoolOptions = {}): MimePool {
  const size = options.threads ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  const cpuBudget = options.cpuBudget ?? 1000;
  const heap = options.heap ?? 256;
  const room = new Room(reservedOctets);
  const roomForFew = new Room(reservedForFew);
  const turns = new Turns<Task>();
  const threads = new Set<Thread>();
  let closed = false;

  function start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      // Neither the environment's secrets nor the parent's flags belong to a thread that reads strangers' mail.
      env: {},
      execArgv: [],
      // A larger young generation is memory that garbage of finished messages keeps.
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    const thread: Thread = { worker, running: null, watch: null, error: null };
    threads.add(thread);
    // An idle thread does not keep the process alive.
    worker.unref();
    worker.on('message', (outcomes: Outcome[]) => finish(thread, outcomes));
    worker.on('error', (error: Error) => {
      thread.error = error;
    });
    worker.once('exit', () => bury(thread));
    return thread;
  }

  function assign(): void {
    while (!turns.areOver && !closed) {
      const idle = [...threads].find(({ running }) => running === null);
      const thread = idle ?? (threads.size < size ? start() : undefined);
      if (thread === undefined) return;
      run(thread, turns.take(goesWith));
    }
  }

  function run(thread: Thread, tasks: readonly Task[]): void {
    const batch = pack(tasks.map(({ job }) => job));
    thread.running = { tasks, position: new Int32Array(batch.position), seen: null, verdict: null };
    thread.worker.ref();
    thread.worker.postMessage(batch, [batch.block]);
    thread.watch = setInterval(() => void look(thread), watchEvery);
  }

  function release(thread: Thread): Running | null {
    const { running } = thread;
    thread.running = null;
    if (thread.watch !== null) clearInterval(thread.watch);
    thread.watch = null;
    return running;
  }

  function finish(thread: Thread, outcomes: readonly Outcome[]): void {
    const running = release(thread);
    thread.worker.unref();
    const tasks = running?.tasks ?? [];
    for (const [at, outcome] of outcomes.entries()) tasks[at]?.settle(outcome);
    giveBack(tasks.slice(outcomes.length));
    assign();
  }

  /** What a thread did not come to in its turn, or died beside. */
  function giveBack(tasks: readonly Task[]): void {
    const [first] = tasks;
    if (closed) for (const task of tasks) task.fail(new Error('the reading threads were closed'));
    else if (first) turns.giveBack(first.line, tasks);
  }

  /** Compares what the thread has used since it began the message it is at, and ends it when that is too much. */
  async function look(thread: Thread): Promise<void> {
    const { running } = thread;
    if (running === null || running.verdict !== null) return;
    const index = Atomics.load(running.position, 0);
    const now = performance.now();
    if (running.seen?.index !== index) running.seen = { index, at: now, cpu: null };
    const { seen } = running;
    if (now - seen.at > wallBudget) {
      // A machine that slept looks the same, so this is no last word.
      return end(thread, running, { reason: `used more than ${wallBudget} ms`, final: false });
    }

    // Rejects while a thread starts or dies; the clock still runs.
    const used = await thread.worker.cpuUsage().catch(() => null);
    if (used === null || thread.running !== running || running.verdict !== null) return;
    const cpu = (used.user + used.system) / 1000;
    if (seen.cpu === null) {
      seen.cpu = cpu;
      return;
    }
    if (cpu - seen.cpu > cpuBudget) {
      end(thread, running, { reason: `used more than ${cpuBudget} ms of processor time`, final: true });
    }
  }

  function end(thread: Thread, running: Running, verdict: Verdict): void {
    running.verdict = verdict;
    void thread.worker.terminate();
  }

  /** After a thread's death: the message it was at is judged or tried again alone, the others are simply read again. */
  function bury(thread: Thread): void {
    threads.delete(thread);
    const running = release(thread);
    if (running === null) return;
    const culprit = Atomics.load(running.position, 0);
    const again: Task[] = [];
    for (const [at, task] of running.tasks.entries()) {
      if (closed || at !== culprit) {
        again.push(task);
      } else if (running.verdict?.final) {
        task.settle({ state: 'unreadable', reason: running.verdict.reason, killed: true });
      } else {
        task.deaths += 1;
        task.onDeath(task.deaths);
        const reason = running.verdict?.reason ?? thread.error?.message ?? 'its reading thread died';
        if (task.deaths >= tries) task.settle({ state: 'unreadable', reason, killed: true });
        else again.push(task);
      }
    }
    giveBack(again);
    assign();
  }

  function submit(job: Job, line: Task[], deaths: number, onDeath: Task['onDeath']): Promise<Outcome> {
    return new Promise((settle, fail) => {
      if (closed) fail(new Error('the reading threads were closed'));
      else if (deaths >= tries)
        settle({ state: 'unreadable', reason: `reading it ended Mailroom ${deaths} times`, killed: true });
      else turns.join(line, { job, line, octets: octetsOf(job), deaths, onDeath, settle, fail });
    });
  }

  return {
    async readBodies(jobs, onDeath = () => undefined) {
      const line: Task[] = [];
      const submitted = jobs.map(async (job): Promise<ReadBody> => {
        const { messageId, header } = job;
        const outcome = await submit(job, line, job.deaths, (deaths) => onDeath(messageId, deaths));
        if (outcome.state === 'extracted') throw new Error('a reading thread answered another question');
        if (outcome.state === 'stored') return { messageId, ...outcome };
        // Found by its header at least.
        return { messageId, ...outcome, words: indexedWords(header, '') };
      });
      assign();
      return Promise.all(submitted);
    },

    warm() {
      if (threads.size === 0 && !closed) start();
    },

    reserve: (octets) => (octets > few ? room : roomForFew).take(octets),

    async extract(source, part) {
      const submitted = submit({ kind: 'attachment', source, part }, [], 0, () => undefined);
      assign();
      const outcome = await submitted;
      if (outcome.state === 'extracted') return outcome.bytes;
      throw new Error(
        outcome.state === 'unreadable' ? outcome.reason : 'a reading thread answered another question',
      );
    },

    async close() {
      closed = true;
      for (const task of turns.takeAll()) task.fail(new Error('the reading threads were closed'));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function octetsOf(job: Job): number {
  if (job.kind !== 'parts') return job.source.byteLength;
  return job.parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

/** Whether it goes over in one round trip with these. A message that a thread has died on goes alone, so that it can harm no other again. */
function goesWith(task: Task, taken: readonly Task[]): boolean {
  if (taken.length === batchJobs || task.deaths > 0 || taken.some(({ deaths }) => deaths > 0)) return false;
  return taken.reduce((sum, { octets }) => sum + octets, task.octets) <= batchOctets;
}

/**
 * Copies all octets of a batch into one block that changes hands. The callers' bytes stay with them for another attempt; and a
 * view of a larger buffer, as sockets hand out, would otherwise drag the whole buffer along.
 */
function pack(jobs: readonly Job[]): Batch {
  const block = new ArrayBuffer(jobs.reduce((sum, job) => sum + octetsOf(job), 0));
  const octets = new Uint8Array(block);
  let end = 0;
  const place = (bytes: Uint8Array): PackedSlice => {
    const from = end;
    octets.set(bytes, from);
    end += bytes.byteLength;
    return { from, to: end };
  };
  const packed = jobs.map((job): PackedJob => {
    if (job.kind === 'attachment') return { kind: 'attachment', source: place(job.source), part: job.part };
    const { header } = job;
    if (job.kind === 'source') return { kind: 'source', header, source: place(job.source) };
    return { kind: 'parts', header, parts: job.parts.map(({ part, bytes }) => ({ part, at: place(bytes) })) };
  });
  return { block, jobs: packed, position: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}
