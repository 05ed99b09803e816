import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LogOutput } from './log-output.ts';

const kilobyte = 1024;
/** SIGXFSZ ignored, a file that grows beyond the limit is refused to whoever writes, as on a disk that is full. */
const withLittleRoom = `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`;

async function outputFile() {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-log-'));
  const path = join(directory, 'log');
  const file = await open(path, 'a');
  onTestFinished(async () => {
    await file.close();
    await rm(directory, { recursive: true });
  });
  return { path, file };
}

describe('the log', () => {
  it('on a disk that is full has a gap, says so once there is room, and lets its process end', async () => {
    const { path, file } = await outputFile();
    const script = join(import.meta.dirname, '../testing/log-until-it-has-gaps.ts');
    const args = ['-c', withLittleRoom, process.execPath, script, path, String(kilobyte)];
    const logging = spawn('bash', args, { stdio: ['ignore', file.fd, 'ignore'], timeout: 30_000 });
    const [code] = await once(logging, 'exit');
    expect(code).toBe(0);
    const told = (await readFile(path, 'utf8')).split('\n').filter((line) => line.includes('"lost"'));
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ level: 40, lost: expect.any(Number) });
  }, 60_000);

  it('that cannot be written at all ends nothing', async () => {
    const full = await open('/dev/full', 'w');
    onTestFinished(() => full.close());
    const output = new LogOutput(full.fd);
    for (let line = 0; line < 1_000; line += 1) output.write(`${'x'.repeat(4_000)}\n`);
    await expect(full.write('one more')).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('keeps lines in order', async () => {
    const { path, file } = await outputFile();
    const output = new LogOutput(file.fd);
    const lines = Array.from({ length: 5_000 }, (_, at) => `${at}\n`);
    for (const line of lines) output.write(line);
    await expect.poll(() => readFile(path, 'utf8'), { timeout: 10_000 }).toBe(lines.join(''));
  });
});
