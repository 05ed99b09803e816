import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { guide } from './guide.ts';
import { startInstallation } from './installation.ts';

const minute = 60_000;

/** Settles at the first Ctrl-C or SIGTERM; later ones change nothing, since stopping has begun. */
function askedToStop(): Promise<'asked'> {
  return new Promise((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => settle('asked'));
  });
}

/**
 * The demo that stays until Ctrl-C, with a fresh message every minute.
 * @returns the exit status: 0 when it was asked to stop, 1 when the server ended by itself.
 * @throws ServerDidNotStart
 */
export async function runDemo(options: { keep: boolean }): Promise<number> {
  const dataDirectory = resolve('data/demo');
  const stopping = askedToStop();
  if (!options.keep) await rm(dataDirectory, { recursive: true, force: true });
  const installation = await startInstallation({ dataDirectory, output: process.stdout });
  const { provider, server } = installation;
  process.stdout.write(guide(provider, server.address, server.setupLink));
  const postman = setInterval(() => provider.deliverFreshMail(), minute);
  const ended = await Promise.race([stopping, server.ended]);
  clearInterval(postman);
  await installation.close();
  return ended === 'asked' ? 0 : 1;
}
