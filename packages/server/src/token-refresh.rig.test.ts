/** Case 24: several real processes on one store need an account's token at the same moment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { account } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PracticeServer, startPracticeServer } from './testing/practice-server.ts';

const program = new URL('./testing/refreshing-process.ts', import.meta.url).pathname;

let practice: PracticeServer;
let accountId: string;
const processes: ChildProcessWithoutNullStreams[] = [];

beforeEach(async () => {
  practice = await startPracticeServer();
  // Less than the five minutes that a token must still be good for: every need of one is a refresh.
  practice.provider.servers.identity.setAccessTokenLifetime(1);
  const ada = await practice.server.signedIn();
  await practice.enterProviderApp(ada);
  await practice.link(ada);
  const { accounts } = z
    .object({ accounts: z.array(account) })
    .parse((await ada.ask('/api/v1/accounts')).json);
  accountId = accounts[0]?.id ?? '';
  practice.provider.servers.identity.setAccessTokenLifetime(3600);
});
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  await practice.close();
});

/** Begins when told to; resolves with the token it got. */
async function refresher(): Promise<() => Promise<string>> {
  const { authority, imap, smtp, scopePrefix } = practice.provider;
  const names = { provider: 'microsoft', id: 'practice', name: 'Practice', withdrawUrl: null };
  const cloud = JSON.stringify({ ...names, authority, imap, smtp, scopePrefix });
  const child = spawn(process.execPath, [program, practice.server.dataDir, accountId, cloud]);
  processes.push(child);
  const errors: string[] = [];
  child.stderr.on('data', (text) => errors.push(String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the process ended: ${errors.join('')}`);
    return String(value);
  };
  expect(await next()).toBe('ready');
  return () => {
    child.stdin.write('go\n');
    return next();
  };
}

describe('tokens that several processes need', () => {
  it('are refreshed once for all of them', async () => {
    const { identity } = practice.provider.servers;
    const before = identity.tokenRequests('refresh_token');
    const begin = await Promise.all([refresher(), refresher(), refresher()]);
    const tokens = await Promise.all(begin.map((each) => each()));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe('');
    expect(identity.tokenRequests('refresh_token') - before).toBe(1);
  });
});
