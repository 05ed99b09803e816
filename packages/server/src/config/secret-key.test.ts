import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecretKey } from './secret-key.ts';

describe('the secret key', () => {
  let dataDir: string;
  let databaseFile: string;
  let keyFile: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mailroom-key-'));
    databaseFile = join(dataDir, 'mailroom.sqlite');
    keyFile = join(dataDir, 'secret.key');
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  it('is created at the first start, readable by its owner only, and found again', async () => {
    const created = await loadSecretKey({ dataDir, databaseFile, setting: null });
    expect(Buffer.from(created, 'base64')).toHaveLength(32);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await loadSecretKey({ dataDir, databaseFile, setting: null })).toEqual(created);
  });

  it('comes from the setting in base64 or hexadecimal, and then no file is written', async () => {
    for (const form of ['base64', 'hex'] as const) {
      const setting = Buffer.alloc(32, 7).toString(form);
      expect(await loadSecretKey({ dataDir, databaseFile, setting })).toBe(setting);
    }
    await expect(readFile(keyFile)).rejects.toThrow();
  });

  it('is not made anew for a database that has lost it', async () => {
    await writeFile(databaseFile, '');
    await expect(loadSecretKey({ dataDir, databaseFile, setting: null })).rejects.toThrow(
      /MAILROOM_SECRET_KEY/,
    );
  });

  it('is refused when others can read its file', async () => {
    await loadSecretKey({ dataDir, databaseFile, setting: null });
    await chmod(keyFile, 0o644);
    await expect(loadSecretKey({ dataDir, databaseFile, setting: null })).rejects.toThrow(/chmod 600/);
  });

  it('is refused when it has another length, without repeating it', async () => {
    const refusal = loadSecretKey({ dataDir, databaseFile, setting: 'c2hvcnQtY2FuYXJ5' });
    await expect(refusal).rejects.toThrow(/32 bytes/);
    await expect(refusal).rejects.not.toThrow(/c2hvcnQtY2FuYXJ5/);
  });
});
