/** A reading thread: takes batches, answers each in one message, and may be killed at any point. */
import { parentPort } from 'node:worker_threads';
import type { Batch, Outcome, PackedJob, PackedSlice } from './job.ts';
import { MemoryBlob } from './memory-blob.ts';
import { readAttachment, readParts, readSource } from './read.ts';

if (parentPort === null) throw new Error('started as a program, not as a thread');
const port = parentPort;
Object.assign(globalThis, { Blob: MemoryBlob });

async function read(job: PackedJob, block: ArrayBuffer): Promise<Outcome> {
  const bytes = ({ from, to }: PackedSlice): Uint8Array => new Uint8Array(block, from, to - from);
  try {
    if (job.kind === 'source') return await readSource(bytes(job.source), job.header);
    if (job.kind === 'attachment') {
      return { state: 'extracted', bytes: await readAttachment(bytes(job.source), job.part) };
    }
    return readParts(
      job.parts.map(({ part, at }) => ({ part, bytes: bytes(at) })),
      job.header,
    );
  } catch (thrown) {
    return { state: 'unreadable', reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Milliseconds; what is not read by then is given back, for others wait for this thread as well. */
const turn = 100;

/** Outcomes of the first jobs, one at least. */
async function readBatch({ block, jobs, position }: Batch): Promise<Outcome[]> {
  const at = new Int32Array(position);
  const outcomes: Outcome[] = [];
  const begun = performance.now();
  for (const [index, job] of jobs.entries()) {
    Atomics.store(at, 0, index);
    outcomes.push(await read(job, block));
    if (performance.now() - begun > turn) break;
  }
  return outcomes;
}

port.on('message', async (batch: Batch) => port.postMessage(await readBatch(batch)));
