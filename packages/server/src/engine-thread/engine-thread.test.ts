import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../http/log.ts';
import { EngineThread } from './engine-thread.ts';
import { restartDelay } from './restart-delay.ts';

const login = { host: 'mail.example.com', port: 993, security: 'tls', user: 'u', password: 'p' } as const;

describe('the engine’s thread', () => {
  let engine: EngineThread;
  let dataDir: string;
  const lines: string[] = [];

  function createEngine(program: string): EngineThread {
    return new EngineThread({
      settings: {
        dataDir,
        secretKey: Buffer.alloc(32, 1).toString('base64'),
        clouds: [],
        federatedTokenFile: null,
        blobLimit: 1024,
        bucket: null,
        allowPrivateHosts: false,
        extraCa: null,
        pollMinutes: 5,
        logLevel: 'debug',
      },
      log: createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } }),
      program: new URL(program, import.meta.url),
    });
  }

  beforeEach(async () => {
    lines.length = 0;
    dataDir = await mkdtemp(join(tmpdir(), 'mailroom-engine-'));
    engine = createEngine('../testing/quiet-engine.ts');
  });
  afterEach(async () => {
    await engine.stop();
    await rm(dataDir, { recursive: true });
  });

  it('answers commands, in whatever order they are done', async () => {
    await engine.start();
    const [file] = await Promise.all([
      engine.openPart('1', '2'),
      engine.startAccount('1'),
      engine.checkImap(login),
    ]);
    expect(file.size).toBeGreaterThan(0);
  });

  it('refuses with the failure that the engine threw', async () => {
    await engine.start();
    await expect(engine.checkSmtp({ ...login, host: 'refusing.example' })).rejects.toMatchObject({
      kind: 'login-refused',
      code: 'AUTHENTICATIONFAILED',
      detail: { host: 'refusing.example' },
    });
  });

  it('tells of a fault of ours without its words, which may hold anything', async () => {
    await engine.start();
    const refusal = engine.checkImap({ ...login, password: 'crash' });
    await expect(refusal).rejects.toMatchObject({ kind: 'unexpected', origin: 'mailroom' });
    await expect(refusal).rejects.not.toThrow(/a fault of ours/);
  });

  it('fails what was asked when it crashes, is logged, and starts again by itself', async () => {
    await engine.start();
    await expect(engine.syncAccount('crash')).rejects.toMatchObject({
      kind: 'unexpected',
      next: { do: 'retry' },
    });
    expect(lines.join()).toMatch(/the engine crashed/);
    await expect(engine.checkImap(login)).resolves.toBeUndefined();
  });

  it('says so when it cannot start at all, and does not try again', async () => {
    const broken = createEngine('./no-such-program.ts');
    await expect(broken.start()).rejects.toThrow(/no-such-program/);
    expect(lines.join()).not.toMatch(/starts again/);
  });

  it('refuses commands once it is stopping', async () => {
    await engine.start();
    await engine.stop();
    await expect(engine.startAccount('1')).rejects.toMatchObject({ code: 'engine' });
  });
});

describe('the pause before the engine starts again', () => {
  it('grows while it crashes soon after each start, up to a minute', () => {
    let delay = 0;
    const delays = Array.from({ length: 9 }, () => {
      delay = restartDelay(delay, 100);
      return delay;
    });
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is short again after a healthy run', () => {
    expect(restartDelay(60_000, 10 * 60_000)).toBe(1000);
  });
});
