import { ensureServerBuilt } from './server-build.ts';
import { ensureWebBuilt } from './web-build.ts';

/** Builds what `npm start` runs, where it is missing or older than its sources. */
export async function ensureBuilt(): Promise<void> {
  await ensureWebBuilt();
  await ensureServerBuilt();
}

/** The name under which Vitest calls it before tests in a browser. */
export { ensureBuilt as setup };
