/**
 * The thread that writes the index: what was asked for while it wrote goes into one transaction together, since FTS5 writes large
 * ones for less than small ones. Between them it rebuilds, where that is needed, and when nothing came for a while it merges.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { IndexStatements } from './fts5.ts';
import { rebuildStep } from './rebuild.ts';
import { openForWriting, readState, writeSearchFile } from './search-file.ts';
import type { WriterAnswer, WriterData, WriterRequest } from './writer-protocol.ts';

if (parentPort === null) throw new Error('started as a program, not as a thread');
const port = parentPort;
const { file, mainFile, quiet } = workerData as WriterData;

const index = openForWriting(file);
const statements = new IndexStatements(index);
const setRebuiltTo = index.prepare('update state set rebuilt_to = ?');
const waiting: WriterRequest[] = [];
let { rebuiltTo } = readState(index);
let main: DatabaseSync | null = null;
let scheduled: NodeJS.Immediate | null = null;
let merging: NodeJS.Timeout | null = null;

/** Milliseconds between two steps of merging: it is in no hurry, and others may want the processor. */
const mergePause = 10;

function answer(message: WriterAnswer): void {
  port.postMessage(message);
}

function schedule(): void {
  if (scheduled) return;
  if (merging) clearTimeout(merging);
  // Not at once: what else has been asked for meanwhile is delivered first.
  scheduled = setImmediate(work);
}

function work(): void {
  scheduled = null;
  if (waiting.length > 0) serve(waiting.splice(0));
  else if (rebuiltTo !== null) rebuild(rebuiltTo);
  if (waiting.length > 0 || rebuiltTo !== null) schedule();
  else mergeAfter(quiet);
}

function mergeAfter(milliseconds: number): void {
  if (merging) clearTimeout(merging);
  merging = setTimeout(() => {
    if (statements.mergeSome()) mergeAfter(mergePause);
  }, milliseconds);
}

function serve(requests: readonly WriterRequest[]): void {
  try {
    const commits = writeSearchFile(index, () => {
      for (const request of requests) {
        if (request.kind === 'put') statements.put(request.messages);
        else if (request.kind === 'remove') statements.remove(request.messageIds);
      }
    });
    for (const { id } of requests) answer({ id, commits });
  } catch (thrown) {
    for (const { id } of requests) answer({ id, error: described(thrown) });
  }
}

/** A step that fails (a full disk) fails the thread: what it should have told is told by the next one that is started. */
function rebuild(below: number): void {
  main ??= new DatabaseSync(mainFile, { readOnly: true, timeout: 10_000 });
  const { messages, next } = rebuildStep(main, below);
  writeSearchFile(index, () => {
    statements.put(messages);
    setRebuiltTo.run(next);
  });
  rebuiltTo = next;
  if (next !== null) return;
  main.close();
  main = null;
}

/** Errors lose what SQLite adds to them on their way between threads. */
function described(thrown: unknown): { message: string; errcode: number | null } {
  if (!(thrown instanceof Error)) return { message: String(thrown), errcode: null };
  return { message: thrown.message, errcode: 'errcode' in thrown ? Number(thrown.errcode) : null };
}

port.on('message', (request: WriterRequest | 'close') => {
  if (request === 'close') {
    if (waiting.length > 0) serve(waiting.splice(0));
    if (scheduled) clearImmediate(scheduled);
    if (merging) clearTimeout(merging);
    index.close();
    port.close();
    return;
  }
  waiting.push(request);
  schedule();
});
if (rebuiltTo !== null) schedule();
