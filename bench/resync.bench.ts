/**
 * Looking again at 100,000 stored messages (`--messages`) in Debian's Dovecot, with CONDSTORE and QRESYNC and with both withheld:
 * `npm run bench -- resync --json`. Medians of three, beside imapflow's own reading of flags.
 */
import { parseArgs } from 'node:util';
import { startDebianProvider } from '@mailroom/rig/debian/index';
import { ensureDebianPackages } from '../scripts/debian-packages.ts';
import { resync } from './sync/resync.ts';
import { appendSmallMail } from './sync/small-mail.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, messages: { type: 'string', default: '100000' } },
  });
  const messages = Number(values.messages);
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  try {
    console.error(`appending ${messages} messages`);
    const { userName: user, password } = ada;
    await appendSmallMail({ port: provider.imap.port, user, password, caPem: provider.caPem }, messages);
    return await resync(provider, ada, messages);
  } finally {
    await provider.close();
  }
}
