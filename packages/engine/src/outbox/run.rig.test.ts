import { Failure } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRecord } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { type Submission, transmit } from '../provider/smtp/index.ts';
import { type ScriptedSmtp, scriptedSmtp } from '../provider/smtp/testing/scripted-server.ts';
import type { OutboxDeps, SentFolder } from './deps.ts';
import { runOutbox, settleInterrupted } from './run.ts';
import { MemoryOutbox, outgoing } from './testing/memory-outbox.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const recipients = ['bruno@otter.example', 'chen@otter.example'];

/** What a killed process leaves behind in this process: nothing of the run goes on after it. */
class Died extends Error {}

/** Counts steps and dies at one of them. */
function mortal(at: number) {
  let step = 0;
  let dead = false;
  const tick = () => {
    if (dead || step++ === at) {
      dead = true;
      throw new Died();
    }
  };
  const around = async <T>(act: () => Promise<T>): Promise<T> => {
    tick();
    const value = await act();
    tick();
    return value;
  };
  return { around, steps: () => step };
}

describe('runOutbox', () => {
  let smtp: ScriptedSmtp;
  let time: { now: number };
  let filed: { messageId: string; raw: string }[];
  beforeEach(async () => {
    smtp = await scriptedSmtp();
    time = { now: Date.parse('2026-11-20T12:00:00Z') };
    filed = [];
  });
  afterEach(() => smtp.close());

  function deps(
    outbox: MemoryOutbox,
    around: <T>(act: () => Promise<T>) => Promise<T> = (act) => act(),
  ): OutboxDeps {
    const clock: Clock = {
      now: () => new Date(time.now),
      monotonic: () => time.now,
      sleep: () => Promise.resolve(),
    };
    const account: AccountRecord = {
      id: 'account',
      provider: 'imap',
      address: 'ada@heron.example',
      name: 'Ada',
      state: 'watching',
      imap: smtp.host,
      smtp: smtp.host,
      syncSince: null,
      firstSyncDone: true,
    };
    const sent: SentFolder = {
      holds: async (_account, messageId) => filed.some((copy) => copy.messageId === messageId),
      append: async (_account, raw) => {
        const text = Buffer.from(raw).toString();
        filed.push({ messageId: /^Message-ID: (.*)\r$/m.exec(text)?.[1] ?? '', raw: text });
      },
    };
    const options = {
      policy: { allowPrivate: true },
      ca: [smtp.ca],
      loginTimeout: 5_000,
      replyTimeout: 5_000,
    };
    const port = new Proxy(outbox, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => around(async () => Reflect.apply(member, target, args));
      },
    });
    const credential = { user: 'ada@heron.example', password: 'hers' };
    return {
      outbox: port,
      accounts: {
        runnable: async () => [account],
        read: async () => account,
        countReceived: async () => [],
        saveStatus: async () => {},
        saveUserName: async () => {},
      },
      credentials: {
        read: async () => ({ kind: 'password', imap: credential, smtp: credential }),
        saveTokens: async () => true,
        claimRefresh: async () => true,
        releaseRefresh: async () => undefined,
        idleGrants: async () => [],
        providerApp: () => Promise.reject(new Error('not asked for here')),
        saveCredentialFailure: async () => {},
        saveProviderAppFailure: async () => {},
      },
      accessTokens: {
        current: () => Promise.reject(new Error('not asked for here')),
        refreshNow: () => Promise.reject(new Error('not asked for here')),
      },
      submit: (submission: Submission) => around(() => transmit(submission, options)),
      sent: {
        holds: (...args) => around(() => sent.holds(...args)),
        append: (...args) => around(() => sent.append(...args)),
      },
      clock,
      log: silent,
    };
  }

  const one = (outbox: MemoryOutbox) => {
    const [row] = outbox.rows;
    if (row === undefined) throw new Error('empty outbox');
    return row;
  };

  it('goes through every step, and files one copy that tells the sender of the blind recipient', async () => {
    const bcc = [{ name: '', address: 'secret@otter.example' }];
    const outbox = new MemoryOutbox([outgoing('1', ['bruno@otter.example', 'secret@otter.example'])]);
    Object.assign(one(outbox), { to: one(outbox).to.slice(0, 1), bcc });
    expect(await runOutbox('account', deps(outbox))).toBeNull();
    expect(one(outbox).history).toEqual(['queued', 'composed', 'transmitting', 'sent', 'filed']);
    expect(smtp.taken.map(({ recipients: to }) => to)).toEqual([
      ['bruno@otter.example', 'secret@otter.example'],
    ]);
    expect(smtp.taken[0]?.message).not.toMatch(/secret@otter/);
    expect(filed).toHaveLength(1);
    expect(filed[0]?.raw).toMatch(/^Bcc: secret@otter\.example\r\n/);
    await runOutbox('account', deps(outbox));
    expect([smtp.taken.length, filed.length]).toEqual([1, 1]);
  });

  it('never transmits twice, whichever step the process dies before or after', async () => {
    const whole = mortal(Number.POSITIVE_INFINITY);
    await runOutbox('account', deps(new MemoryOutbox([outgoing('0', recipients)]), whole.around));
    const steps = whole.steps();
    expect(steps).toBeGreaterThan(16);

    for (let at = 0; at < steps; at += 1) {
      smtp.taken.length = 0;
      filed.length = 0;
      const outbox = new MemoryOutbox([outgoing(String(at), recipients)]);
      await runOutbox('account', deps(outbox, mortal(at).around)).catch((thrown: unknown) => thrown);
      const leftAtDeath = smtp.taken.length;
      const stateAtDeath = one(outbox).state;

      await settleInterrupted('account', deps(outbox));
      await runOutbox('account', deps(outbox));
      await runOutbox('account', deps(outbox));
      const { state } = one(outbox);
      expect(smtp.taken.length, `dead at step ${at}`).toBeLessThanOrEqual(1);
      expect(filed.length, `copies, dead at step ${at}`).toBeLessThanOrEqual(1);
      if (stateAtDeath === 'transmitting') expect(state, `dead at step ${at}`).toBe('unknown');
      else expect(state, `dead at step ${at}`).toBe('filed');
      // What had not left at the time of death leaves now, unless it may have left.
      if (leftAtDeath === 0 && state !== 'unknown') expect(smtp.taken).toHaveLength(1);
    }
  });

  it('never transmits twice, whichever stage the connection is lost at', async () => {
    for (const stage of ['greeting', 'auth', 'mail', 'data', 'dot'] as const) {
      smtp.taken.length = 0;
      const good = smtp.script[stage];
      const outbox = new MemoryOutbox([outgoing(stage, recipients)]);
      smtp.script[stage] = 'drop';
      await runOutbox('account', deps(outbox));
      smtp.script[stage] = good;
      expect(one(outbox).state, stage).toBe(stage === 'dot' ? 'unknown' : 'waiting');
      time.now += 24 * 3600_000;
      await runOutbox('account', deps(outbox));
      expect(one(outbox).state, stage).toBe(stage === 'dot' ? 'unknown' : 'filed');
      expect(smtp.taken, stage).toHaveLength(1);
    }
  });

  it('hands the message only to those who were turned away for now, under the same Message-ID', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['a@otter.example', 'later@otter.example'])]);
    smtp.script.rcpt = (recipient) =>
      recipient.startsWith('later') ? '450 4.2.0 Greylisted' : '250 2.1.5 OK';
    const again = await runOutbox('account', deps(outbox));
    expect(one(outbox).state).toBe('waiting');
    expect(again).toEqual(new Date(time.now + 60_000));

    smtp.script.rcpt = () => '250 2.1.5 OK';
    time.now += 60_000;
    await runOutbox('account', deps(outbox));
    expect(one(outbox).state).toBe('filed');
    expect(smtp.taken.map(({ recipients: to }) => to)).toEqual([
      ['a@otter.example'],
      ['later@otter.example'],
    ]);
    const ids = smtp.taken.map(({ message }) => /^Message-ID: .*$/m.exec(message)?.[0]);
    expect(ids[0]).toBe(ids[1]);
  });

  it('tries for two days and then tells the person', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['a@otter.example'])]);
    smtp.script.dot = '451 4.3.0 Try later';
    const start = time.now;
    let next = await runOutbox('account', deps(outbox));
    while (next !== null) {
      time.now = next.getTime();
      next = await runOutbox('account', deps(outbox));
    }
    expect(one(outbox)).toMatchObject({
      state: 'failed',
      attempts: 12,
      failure: { kind: 'message-refused' },
    });
    expect((time.now - start) / 3600_000).toBeGreaterThan(40);
    expect(smtp.taken).toEqual([]);
  });

  it('tells the person at once of what will never pass', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['gone@otter.example'])]);
    smtp.script.rcpt = () => '550 5.1.1 User unknown';
    expect(await runOutbox('account', deps(outbox))).toBeNull();
    expect(one(outbox)).toMatchObject({ state: 'failed', failure: { kind: 'recipient-refused' } });
    expect(one(outbox).deliveries[0]).toMatchObject({ state: 'refused' });
  });

  it('does not give up at the first refused login, and does at the third', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['a@otter.example'])]);
    smtp.script.auth = '535 5.7.8 Error: authentication failed';
    for (const expected of ['waiting', 'waiting', 'failed']) {
      await runOutbox('account', deps(outbox));
      expect(one(outbox).state).toBe(expected);
      time.now += 3600_000;
    }
  });

  it('refuses to compose a header that would say something else than its writer saw', async () => {
    const outbox = new MemoryOutbox([
      outgoing('1', ['a@otter.example'], { subject: 'Hi\r\nBcc: x@evil.example' }),
    ]);
    await runOutbox('account', deps(outbox));
    expect(one(outbox)).toMatchObject({ state: 'failed', failure: { kind: 'invalid-request' } });
    expect(smtp.commands).toEqual([]);
  });

  it('keeps what was sent as sent when its copy cannot be filed, and files it later', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['a@otter.example'])]);
    const broken = deps(outbox);
    const lost = new Failure({ origin: 'network', kind: 'connection-lost' });
    await runOutbox('account', { ...broken, sent: { ...broken.sent, append: () => Promise.reject(lost) } });
    expect(one(outbox).state).toBe('sent');
    await runOutbox('account', deps(outbox));
    expect(one(outbox).state).toBe('filed');
    expect(smtp.taken).toHaveLength(1);
  });
});
