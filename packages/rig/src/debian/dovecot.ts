/**
 * Debian's Dovecot as a real server under test: configuration, state and mail in a folder of the test's own, on free loopback ports.
 *
 * Logins are XOAUTH2 and OAUTHBEARER, validated by introspection at an identity server, with the scope checked per protocol, and
 * PLAIN against the given passwords. Postfix asks the same Dovecot for SASL (that request arrives as `protocol smtp`) and
 * hands mail over by LMTP.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { must, until } from './process.ts';

export interface DovecotOptions {
  users: readonly { address: string; password: string }[];
  certificates: { certPem: string; keyPem: string };
  /** Where tokens are asked about, with the credentials in the URL; without it only passwords work. */
  introspection?: { url: string; imapScope: string; smtpScope: string };
  /** Lines added to the end of the configuration, for a capability withheld or a limit set. */
  extra?: string;
}

export interface Dovecot {
  host: '127.0.0.1';
  imapsPort: number;
  lmtpPort: number;
  /** Unix socket that Postfix's `smtpd_sasl_path` names. */
  saslSocket: string;
  directory: string;
  /** Runs doveadm against this server, e.g. `doveadm(['mailbox', 'list', '-u', user])`. */
  doveadm(args: readonly string[]): Promise<string>;
  /** Imports a Maildir tree into a user's mailbox, folder by folder, keeping flags and receive times. */
  importMaildir(address: string, maildir: string): Promise<void>;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Debian's `mail` user: exists everywhere, owns nothing that matters here. */
const debianMailId = 8;

export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-dovecot-'));
  await chmod(directory, 0o755);
  const root = process.getuid?.() === 0;
  const uid = root ? debianMailId : userInfo().uid;
  const gid = root ? debianMailId : userInfo().gid;
  const [imapsPort, lmtpPort] = [await freePort(), await freePort()];
  const file = (name: string) => join(directory, name);
  await mkdir(file('home'));
  if (root) await chown(file('home'), uid, gid);
  await writeFile(file('cert.pem'), options.certificates.certPem);
  await writeFile(file('key.pem'), options.certificates.keyPem, { mode: 0o600 });
  await writeFile(
    file('users'),
    `${options.users.map((user) => `${user.address}:{PLAIN}${user.password}::::::`).join('\n')}\n`,
  );
  for (const protocol of ['imap', 'smtp'] as const) {
    await writeFile(file(`oauth2-${protocol}.conf`), oauth2Settings(options, protocol), { mode: 0o644 });
  }
  const config = file('dovecot.conf');
  await writeFile(config, settings());

  const server: ChildProcess = spawn('/usr/sbin/dovecot', ['-F', '-c', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await until('Dovecot', async () => {
    if (server.exitCode !== null) throw new Error(`Dovecot did not start: ${said}${await readLog()}`);
    return listens(imapsPort);
  });

  async function readLog(): Promise<string> {
    return readFile(file('dovecot.log'), 'utf8').catch(() => '');
  }

  const doveadm = (args: readonly string[]) => must('/usr/bin/doveadm', ['-c', config, ...args]);

  return {
    host: '127.0.0.1',
    imapsPort,
    lmtpPort,
    saslSocket: file('run/auth-sasl'),
    directory,
    doveadm,
    async importMaildir(address, maildir) {
      await doveadm(['import', '-u', address, `maildir:${maildir}`, '', 'ALL']);
    },
    log: readLog,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  function settings(): string {
    const internal = root
      ? ''
      : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\ndefault_internal_group = ${gid}`;
    const chroot = root ? '' : 'chroot =';
    return `
base_dir = ${file('run')}
state_dir = ${file('state')}
log_path = ${file('dovecot.log')}
listen = 127.0.0.1
protocols = imap lmtp
${internal}
first_valid_uid = 1
first_valid_gid = 1
mail_location = mdbox:~/mdbox
mail_max_userip_connections = 2000
mail_fsync = never
# The penalty doubles the answer time of every login after one refused login from the same address, and everything here is 127.0.0.1.
auth_failure_delay = 0
service anvil {
  ${chroot}
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
ssl = required
ssl_cert = <${file('cert.pem')}
ssl_key = <${file('key.pem')}
disable_plaintext_auth = yes
auth_mechanisms = plain xoauth2 oauthbearer
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    auto = create
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Trash {
    auto = create
    special_use = \\Trash
  }
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
service imap-login {
  ${chroot}
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${imapsPort}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
service auth {
  unix_listener auth-sasl {
    mode = 0666
  }
}
service stats {
  ${chroot}
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${file('users')}
  mechanisms = plain
}
${options.introspection ? tokenDatabases() : ''}
userdb {
  driver = passwd-file
  args = ${file('users')}
  default_fields = uid=${uid} gid=${gid} home=${file('home')}/%u
}
${options.extra ?? ''}
`;
  }

  function tokenDatabases(): string {
    return (['imap', 'smtp'] as const)
      .map(
        (protocol) => `
protocol ${protocol} {
  passdb {
    driver = oauth2
    mechanisms = xoauth2 oauthbearer
    args = ${file(`oauth2-${protocol}.conf`)}
  }
}`,
      )
      .join('');
  }
}

function oauth2Settings(options: DovecotOptions, protocol: 'imap' | 'smtp'): string {
  if (!options.introspection) return '';
  const { url, imapScope, smtpScope } = options.introspection;
  return `
introspection_mode = post
introspection_url = ${url}
username_attribute = username
active_attribute = active
active_value = true
scope = ${protocol === 'imap' ? imapScope : smtpScope}
`;
}

async function listens(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  const answer = await promise;
  socket.destroy();
  return answer;
}
