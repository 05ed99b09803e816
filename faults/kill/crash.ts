/**
 * Dies at a journal point: just before or just after a transaction is committed. Loaded before the store is opened, it stands between
 * the store and SQLite, so that whatever ends up on the disk is counted, and nothing else.
 */
import { DatabaseSync } from 'node:sqlite';

export interface CrashPoint {
  /** Which commit, from 1. */
  commit: number;
  moment: 'before' | 'after';
}

export interface CommitCount {
  readonly commits: number;
}

/** From now on commits are counted, and at the named one the process kills itself as `kill -9` would. */
export function crashAt(point: CrashPoint | null): CommitCount {
  const execute = DatabaseSync.prototype.exec;
  let commits = 0;
  DatabaseSync.prototype.exec = function exec(this: DatabaseSync, sql: string): void {
    if (sql !== 'commit') {
      execute.call(this, sql);
      return;
    }
    commits += 1;
    if (commits === point?.commit && point.moment === 'before') kill();
    execute.call(this, sql);
    if (commits === point?.commit) kill();
  };
  return {
    get commits() {
      return commits;
    },
  };
}

/** SIGKILL is taken before the call returns: no handler, no exit code, nothing flushed. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
