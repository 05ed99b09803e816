/** A runner on a practice server, with everything it needs in memory. */
import type { AccountProvider } from '@mailroom/model';
import type { PresetName } from '@mailroom/rig/imap/index';
import { expect, onTestFinished, vi } from 'vitest';
import { CheckTurn } from '../account/check-turn.ts';
import { AccountRunner } from '../account/runner.ts';
import type { AccountStatus } from '../ports/accounts.ts';
import type { AccessTokens } from '../provider/oauth2/index.ts';
import { inlineReader } from './inline-reader.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAccounts, MemoryCredentials } from './memory-accounts.ts';
import { MemoryCompleteness, MemoryEvents } from './memory-completeness.ts';
import { MemoryIntents } from './memory-intents.ts';
import { MemoryMail } from './memory-mail.ts';
import {
  address,
  ca,
  fill,
  goodPassword,
  goodToken,
  type PracticeWorld,
  startPractice,
} from './practice-server.ts';
import { silentLog } from './silent-log.ts';

/** Everything is done and shown as done. */
export const watching = ({ state, progress }: AccountStatus) => state === 'watching' && progress === null;
export const inState = (state: AccountStatus['state']) => (status: AccountStatus) => status.state === state;

export interface RunningAccount {
  world: PracticeWorld;
  accounts: MemoryAccounts;
  mail: MemoryMail;
  intents: MemoryIntents;
  completeness: MemoryCompleteness;
  events: MemoryEvents;
  clock: ManualClock;
  tokens: { current: ReturnType<typeof vi.fn>; refreshNow: ReturnType<typeof vi.fn> };
  runner: AccountRunner;
}

export interface AccountStart {
  preset?: PresetName;
  provider?: AccountProvider;
  messages?: number;
  firstSyncDone?: boolean;
  users?: string[];
  prepare?: (running: Omit<RunningAccount, 'runner'>) => void;
}

/** An account on a practice server, with a runner of its own; both end with the test. */
export async function startAccount({
  preset = 'outlook',
  messages = 10,
  ...rest
}: AccountStart = {}): Promise<RunningAccount> {
  const world = await startPractice(preset);
  fill(world.mailbox, messages);
  const password = preset === 'plain';
  const clock = new ManualClock();
  const accounts = new MemoryAccounts({
    id: 'account',
    provider: rest.provider ?? (preset === 'outlook' ? 'microsoft' : 'imap'),
    address,
    name: 'Ann',
    state: 'syncing',
    imap: { host: world.server.host, port: world.server.port, security: 'tls' },
    smtp: { host: '127.0.0.1', port: 1, security: 'tls' },
    syncSince: null,
    firstSyncDone: rest.firstSyncDone ?? false,
  });
  const credentials = new MemoryCredentials(
    password
      ? {
          kind: 'password',
          imap: { user: address, password: goodPassword },
          smtp: { user: address, password: goodPassword },
        }
      : {
          kind: 'oauth',
          providerAppId: 'app',
          imapUsers: rest.users ?? [address],
          smtpUsers: [address],
          tokens: {
            accessToken: goodToken,
            accessExpiresAt: new Date('2027-01-01'),
            refreshToken: 'refresh',
            scope: '',
            version: 1,
          },
        },
  );
  const token = { token: goodToken, expiresAt: new Date('2027-01-01') };
  const tokens = { current: vi.fn(async () => token), refreshNow: vi.fn(async () => token) };
  const running = {
    world,
    accounts,
    mail: new MemoryMail('account'),
    intents: new MemoryIntents(),
    completeness: new MemoryCompleteness(),
    events: new MemoryEvents(),
    clock,
    tokens,
  };
  rest.prepare?.(running);
  const runner = new AccountRunner('account', {
    accounts,
    credentials,
    tokens: tokens satisfies AccessTokens,
    mail: running.mail,
    intents: running.intents,
    completeness: running.completeness,
    checkTurn: new CheckTurn(),
    events: running.events,
    reader: inlineReader,
    clock,
    log: silentLog,
    tls: { ca },
    egress: { allowPrivate: true },
    pollIntervalMilliseconds: 5 * 60_000,
    random: () => 1,
  });
  onTestFinished(() => runner.stop());
  return { ...running, runner };
}

/** Something that will be so without further doing. */
export function eventually(isSo: () => boolean): Promise<void> {
  return vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 20_000, interval: 10 });
}
