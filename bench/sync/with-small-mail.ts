import { parseArgs } from 'node:util';
import { type DebianProvider, startDebianProvider } from '@mailroom/rig/debian/index';
import { ensureDebianPackages } from '../../scripts/debian-packages.ts';
import { appendSmallMail } from './small-mail.ts';

/** Whose mailbox it is. */
export const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;

/** Measures a mailbox of `--messages` small messages (100,000) at a Dovecot of its own. */
export async function withSmallMail(
  args: readonly string[],
  measure: (provider: DebianProvider, messages: number) => Promise<object>,
): Promise<object> {
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
    return await measure(provider, messages);
  } finally {
    await provider.close();
  }
}
