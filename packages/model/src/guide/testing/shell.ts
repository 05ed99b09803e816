/** A real shell whose `az` is answered from here: what somebody pastes a block into. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOfAz, type World } from './fake-az.ts';

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Shell {
  /** Pastes a block. `interactive` also expands history, as the terminal somebody pastes into does. */
  paste(block: string, how?: { interactive: boolean }): Promise<Run>;
  world: World;
  /** Where the shell stands, for what a block must not leave there. */
  folder: string;
  close(): Promise<void>;
}

/** Sends its arguments, each ended by a zero byte, and prints the answer; the first line is the exit code. */
const program = (port: number): string => `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$#" "$@" >&3
read -r code <&3
if [ "$code" = 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "$code"
`;

export async function openShell(start: Partial<World> = {}): Promise<Shell> {
  const world: World = {
    cloud: 'AzureCloud',
    directory: '11111111-2222-4333-8444-555555555555',
    applications: [],
    principals: ['00000002-0000-0ff1-ce00-000000000000'],
    granted: [],
    refuses: null,
    refusals: Number.POSITIVE_INFINITY,
    calls: [],
    ...start,
  };
  const server = createServer((socket) => {
    let sent = '';
    socket.setEncoding('utf8').on('data', (part) => {
      sent += part;
      const [count, ...words] = sent.split('\0');
      // After the last word's zero byte one more, empty, piece follows.
      if (words.length !== Number(count) + 1) return;
      const answer = answerOfAz(world, words.slice(0, -1));
      socket.end(`${answer.code}\n${answer.words === '' ? '' : `${answer.words}\n`}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'mailroom-az-'));
  await writeFile(join(folder, 'az'), program((server.address() as AddressInfo).port));
  // A block waits for the directory; here nothing has to be waited for.
  await writeFile(join(folder, 'sleep'), '#!/bin/sh\nexit 0\n');
  await chmod(join(folder, 'az'), 0o755);
  await chmod(join(folder, 'sleep'), 0o755);
  return {
    world,
    folder,
    paste: (block, { interactive } = { interactive: false }) =>
      new Promise((resolve) => {
        const words = interactive ? ['--norc', '--noprofile', '-i'] : ['-s'];
        const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, LANG: 'C.UTF-8' };
        const child = execFile('bash', words, { cwd: folder, env }, (failed, stdout, stderr) => {
          resolve({ code: failed ? Number(failed.code ?? 1) : 0, stdout, stderr });
        });
        child.stdin?.end(`${block}\n`);
      }),
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
