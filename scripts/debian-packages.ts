/**
 * What the tests need from Debian. Missing packages are installed with apt-get where that is allowed (root, or sudo without a
 * password); where it is not, one sentence says what to install.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

const needed = [
  { name: 'chromium', file: '/usr/bin/chromium' },
  { name: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto' },
  { name: 'dovecot-imapd', file: '/usr/lib/dovecot/imap' },
  { name: 'dovecot-lmtpd', file: '/usr/lib/dovecot/lmtp' },
  { name: 'postfix', file: '/usr/sbin/postfix' },
] as const;

/** Also what `npm run bench` compares with. */
export const benchPackages = [
  { name: 'isync', file: '/usr/bin/mbsync' },
  { name: 'notmuch', file: '/usr/bin/notmuch' },
] as const;

type DebianPackage = { name: string; file: string };

/** Installs what is missing. Answers null, or the sentence that says why it could not. */
export function ensureDebianPackages(packages: readonly DebianPackage[] = needed): string | null {
  const missing = packages.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return null;
  const list = missing.join(' ');
  const byHand = `Debian packages are missing: run "sudo apt-get install --no-install-recommends ${list}" and try again.`;
  if (!existsSync('/usr/bin/apt-get')) {
    return `The tests need ${list}, and this system has no apt-get to install them with.`;
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return byHand;
  console.error(`Installing Debian packages: ${list}`);
  const run = (command: string[], input?: string) => {
    const [program = '', ...args] = [...prefix, ...command];
    return spawnSync(program, args, {
      encoding: 'utf8',
      input,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  const undo = keepServicesStopped(run);
  try {
    run(['debconf-set-selections'], 'postfix postfix/main_mailer_type select No configuration\n');
    run(['apt-get', 'update', '-q']);
    const installed = run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...missing]);
    if (installed.status === 0) return null;
    return `${byHand} (apt-get said: ${installed.stderr.trim().split('\n').at(-1)})`;
  } finally {
    undo();
  }
}

/**
 * Debian starts a mail server when it installs one. The tests start their own, so `policy-rc.d` says no for the time of the
 * installation (Debian Policy 9.3.3.1); one that is there already is left alone.
 */
function keepServicesStopped(run: (command: string[], input?: string) => unknown): () => void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => undefined;
  const text = '#!/bin/sh\nexit 101\n';
  if (process.getuid?.() === 0) {
    writeFileSync(policy, text, { mode: 0o755 });
    return () => rmSync(policy, { force: true });
  }
  run(['tee', policy], text);
  run(['chmod', '755', policy]);
  return () => run(['rm', '-f', policy]);
}
