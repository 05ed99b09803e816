/**
 * The thread that writes the index: what was asked for while it wrote goes into one transaction together, since FTS5 writes large
 * ones for less than small ones. Between them it rebuilds, where that is needed.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { IndexStatements } from './fts5.ts';
import { rebuildStep } from './rebuild.ts';
import { openForWriting, readState, writeSearchFile } from './search-file.ts';
import type { WriterAnswer, WriterData, WriterRequest } from './writer-protocol.ts';

if (parentPort === null) throw new Error('started as a program, not as a thread');
const port = parentPort;
const { file, mainFile } = workerData as WriterData;

const index = openForWriting(file);
const statements = new IndexStatements(index);
const setRebuiltTo = index.prepare('update state set rebuilt_to = ?');
const waiting: WriterRequest[] = [];
let { rebuiltTo } = readState(index);
let main: DatabaseSync | null = null;
let scheduled = false;

function answer(message: WriterAnswer): void {
  port.postMessage(message);
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  // Not at once: what else has been asked for meanwhile is delivered first.
  setImmediate(work);
}

function work(): void {
  scheduled = false;
  if (waiting.length > 0) serve(waiting.splice(0));
  else if (rebuiltTo !== null) rebuild(rebuiltTo);
  if (waiting.length > 0 || rebuiltTo !== null) schedule();
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
    index.close();
    port.close();
    rebuiltTo = null;
    return;
  }
  waiting.push(request);
  schedule();
});
if (rebuiltTo !== null) schedule();
