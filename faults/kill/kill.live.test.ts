/**
 * Kills a synchronisation at every point at which something reaches the disk, as isync's own tests do: just before and just after each
 * commit. What the next process makes of it must be what one that nobody disturbed would have made, and one more run changes nothing.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Change } from '@mailroom/model';
import { startTcpProxy } from '@mailroom/rig/network/index';
import type { Store } from '@mailroom/store';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverContents } from '../oracle/server-contents.ts';
import { storeContents } from '../oracle/store-contents.ts';
import type { MailServer } from '../server/mail-server.ts';
import type { CrashPoint } from './crash.ts';
import { linkMailbox } from './link-mailbox.ts';
import { type Scenario, type Setting, scenarios, startSetting } from './scenario.ts';
import { openStoreIn, owner, synchronise } from './synchronise.ts';

const run = promisify(execFile);
/** Node reads the same modules again for every process: compiled once, they cost half. */
const compiled = mkdtemp(join(tmpdir(), 'mailroom-compiled-'));
const child = join(import.meta.dirname, 'child.ts');

interface Prepared extends Setting {
  directory: string;
  accountId: string;
}

/** Everything up to the moment at which the process that dies is started. Kept to be copied for each death. */
async function prepare(scenario: Scenario): Promise<Prepared> {
  // The account in the store knows one port; a port that is let go of is soon another program's.
  const line = await startTcpProxy({ port: 0 });
  const setting = await startSetting(scenario, line);
  const { server, letters } = setting;
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-kill-'));
  await writeFile(join(directory, 'ca.pem'), server.caPem);
  const store = await openStoreIn(directory);
  const id = await linkMailbox(store, server);
  if (scenario.changes) {
    await synchronise(store, id, server.caPem);
    await scenario.changes(server, letters);
    await scenario.asked(store, await store.scopeOf({ id: owner, role: 'member' }), id);
  }
  await store.close();
  return { ...setting, directory, accountId: id };
}

/** The same once more: the server as it was, and a copy of the store. The one before must have been closed. */
async function again(scenario: Scenario, template: Prepared): Promise<Prepared> {
  const setting = await startSetting(scenario, template.server.line);
  await scenario.changes?.(setting.server, setting.letters);
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-kill-'));
  await cp(template.directory, directory, { recursive: true });
  return { ...template, ...setting, directory };
}

async function synchroniseInProcess(
  { directory, accountId }: Prepared,
  point: CrashPoint | null,
): Promise<number> {
  const args = [child, directory, accountId, join(directory, 'ca.pem'), JSON.stringify(point)];
  const env = { ...process.env, NODE_COMPILE_CACHE: await compiled };
  const { stdout } = await run(process.execPath, args, { env });
  return Number(stdout);
}

async function discard({ server, directory }: Prepared): Promise<void> {
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

/** All that a person can see, and all that the server holds, in a form that does not depend on row numbers or times. */
async function finalState(store: Store, accountId: string, server: MailServer): Promise<object> {
  const scope = await store.scopeOf({ id: owner, role: 'member' });
  const { contents, messages, contradictions } = await storeContents(store, scope, accountId);
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return {
    server: Object.fromEntries(await serverContents(server)),
    store: Object.fromEntries(contents),
    contradictions,
    messages: messages
      .map(
        ({ messageIdHeader, flags, subject, snippet, body, text, attachments, joined, conversationId }) => ({
          messageIdHeader,
          flags: [...flags].sort(),
          subject,
          snippet,
          body,
          text,
          attachments,
          joined,
          conversation: (byConversation.get(conversationId) ?? [])
            .map((other) => other.messageIdHeader)
            .sort(),
        }),
      )
      .sort((one, other) => String(one.messageIdHeader).localeCompare(String(other.messageIdHeader))),
  };
}

/** Goes on where the last process stopped, in this one; then once more. */
async function resume({
  directory,
  accountId,
  server,
}: Prepared): Promise<{ state: object; changedAgain: Change[] }> {
  const store = await openStoreIn(directory);
  try {
    let state: object = {};
    let cursor = 0;
    const between = async () => {
      if (cursor > 0) return;
      state = await finalState(store, accountId, server);
      cursor = await store.changes.latest();
    };
    await synchronise(store, accountId, server.caPem, { passes: 2, between });
    const since = await store.changes.since(
      cursor,
      10_000,
      await store.scopeOf({ id: owner, role: 'member' }),
    );
    if (since.kind !== 'changes') throw new Error('The change log does not reach back to the first pass');
    // The account itself tells when it was last looked at.
    return { state, changedAgain: since.changes.filter(({ noun }) => noun !== 'account') };
  } finally {
    await store.close();
  }
}

/** What a process answers that was not killed; undefined where it was. */
async function unlessKilled(process: Promise<number>): Promise<number | undefined> {
  return await process.catch((thrown: { signal?: string }) => {
    if (thrown.signal === 'SIGKILL') return undefined;
    throw thrown;
  });
}

/** How many processes die at the same time: most of their time goes by in starting. */
const lanes = 3;

describe.each(scenarios)('$name', (scenario) => {
  it('ends the same wherever it is killed', async () => {
    const templates: Prepared[] = [];
    for (let lane = 0; lane < lanes; lane += 1) {
      const template = await prepare(scenario);
      await template.server.close();
      onTestFinished(async () => {
        await template.server.line.close();
        await rm(template.directory, { recursive: true });
      });
      templates.push(template);
    }
    const [first] = templates;
    if (!first) throw new Error('There are no lanes');
    const whole = await again(scenario, first);
    const commits = await synchroniseInProcess(whole, null);
    const undisturbed = (await resume(whole)).state;
    await discard(whole);
    expect(commits).toBeGreaterThan(5);

    const moments = ['before', 'after'] as const;
    const points = moments.flatMap((moment) =>
      Array.from({ length: commits }, (_, at) => ({ commit: at + 1, moment })),
    );
    const waiting = points.values();
    await Promise.all(
      templates.map(async (template) => {
        for (const point of waiting) {
          const told = `killed ${point.moment} commit ${point.commit} of ${commits}`;
          const prepared = await again(scenario, template);
          // Progress is stored by time: a run may have a commit less than the one that was counted, and then lives to its end.
          const lived = await unlessKilled(synchroniseInProcess(prepared, point));
          expect(lived ?? 0, told).toBeLessThan(point.commit);
          const { state, changedAgain } = await resume(prepared);
          await discard(prepared);
          expect(state, told).toEqual(undisturbed);
          expect(changedAgain, told).toEqual([]);
        }
      }),
    );
  }, 900_000);
});
