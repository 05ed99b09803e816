import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, startInstallation } from '../installation.ts';
import { answerMessage } from './answer-message.ts';
import { awaitSynchronised } from './await-synchronised.ts';
import { openBrowser } from './browser.ts';
import { compareWithServer } from './compare-with-server.ts';
import { createAdministrator } from './create-administrator.ts';
import { enterProviderApp } from './enter-provider-app.ts';
import { findAnswer } from './find-answer.ts';
import { findServers } from './find-servers.ts';
import { linkMailbox } from './link-mailbox.ts';
import { readMessage } from './read-message.ts';
import { WalkFailed } from './walk-failed.ts';

/** What the walk found, as its JSON line tells it. */
export interface WalkOutcome {
  readonly linked: number;
  readonly messages: number;
  readonly placesOnServer: number;
  readonly unlisted: number;
  readonly sent: boolean;
  readonly received: boolean;
  readonly sentCopies: number;
  readonly seconds: number;
}

async function walk(installation: Installation, tell: (sentence: string) => void): Promise<WalkOutcome> {
  const began = performance.now();
  const { provider, server } = installation;
  const browser = openBrowser(server.address);
  tell('create the administrator');
  await createAdministrator(browser, server.setupLink);
  tell('enter the provider app');
  const appId = await enterProviderApp(browser, provider);
  tell('find the servers of the address');
  await findServers(browser, provider);
  tell('link the mailbox');
  const account = await linkMailbox(browser, provider, appId);
  await awaitSynchronised(browser, account.id, (progress) => tell(`synchronise: ${progress}`));
  tell('compare with the server');
  const comparison = await compareWithServer(browser, provider, account.id);
  const { placesOnServer, unlisted } = comparison;
  if (unlisted > 0)
    throw new WalkFailed(`${unlisted} of ${placesOnServer} messages on the server are not listed.`);
  tell('read a message');
  const message = await readMessage(browser, provider, comparison);
  tell('answer it');
  await answerMessage(browser, account, message);
  tell('find the answer');
  const { received, sentCopies, shown } = await findAnswer(browser, provider, account, message);
  if (!received) throw new WalkFailed('The answer is not exactly once in the other mailbox.');
  if (sentCopies !== 1) throw new WalkFailed(`The answer is ${sentCopies} times in the own mailbox.`);
  if (shown !== 1) throw new WalkFailed(`The conversation shows the answer ${shown} times.`);
  return {
    linked: 1,
    messages: comparison.messages.length,
    placesOnServer,
    unlisted,
    sent: true,
    received,
    sentCopies,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}

/**
 * Walks the whole journey on free ports and in a temporary directory, so that it can run beside a demo.
 * @returns the exit status 0.
 * @throws WalkFailed at the first step that does not end as it should; ServerDidNotStart.
 */
export async function runWalk(options: { json: boolean }): Promise<number> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mailroom-walk-'));
  const output = options.json ? process.stderr : process.stdout;
  try {
    const installation = await startInstallation({ dataDirectory, port: 0, output });
    try {
      const outcome = await walk(installation, (sentence) => output.write(`· ${sentence}\n`));
      const line = JSON.stringify(outcome);
      process.stdout.write(options.json ? `${line}\n` : `The journey is walked: ${line}\n`);
    } finally {
      await installation.close();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
  return 0;
}
