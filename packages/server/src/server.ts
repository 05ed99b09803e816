/**
 * Entry of the bundled server: what has to be so before anything else runs. What V8 compiled at an earlier start, in any of its threads,
 * is read instead of compiled again, which spares processor time and the memory that compiling takes.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** What glibc's malloc is told, unless the environment says otherwise (mallopt(3)). */
const allocator = {
  // It keeps up to eight heaps a core apart for threads, and what one has freed serves no other: at the peak of a first synchronisation
  // 70 MiB.
  MALLOC_ARENA_MAX: '2',
  // It takes what is larger than this from the system and gives it back, but raises the threshold to 32 MiB as such blocks are freed:
  // later ones then lie within its heaps, and what is freed around them stays there. Octets.
  MALLOC_MMAP_THRESHOLD_: String(1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(1024 * 1024),
};

// Only an environment that is there when the process begins is heard, so it begins again, as itself.
if (process.platform === 'linux' && Object.keys(allocator).some((name) => process.env[name] === undefined)) {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve?.(process.execPath, again, { ...allocator, ...process.env });
}

// Threads take it from the environment.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'compile-cache');
enableCompileCache();
await import('./main.ts');
flushCompileCache();
