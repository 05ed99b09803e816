/**
 * Debian's Postfix as a real submission server under test: STARTTLS, XOAUTH2 through Dovecot's SASL, senders held to their login,
 * delivery to Dovecot by LMTP, refusal of everything else. Needs root: Postfix's master starts its services as other users.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dovecot } from './dovecot.ts';
import { freePort } from './free-port.ts';
import { must, run, until } from './process.ts';

export interface Postfix {
  host: '127.0.0.1';
  /** Submission with STARTTLS. */
  port: number;
  log(): Promise<string>;
  stop(): Promise<void>;
}

export interface PostfixOptions {
  dovecot: Dovecot;
  certificates: { certPem: string; keyPem: string };
  /** Domains delivered to Dovecot; any other recipient is refused. */
  domains: readonly string[];
  extra?: string;
}

export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-postfix-'));
  await chmod(directory, 0o755);
  const file = (name: string) => join(directory, name);
  const port = await freePort();
  for (const folder of ['queue', 'data', 'log']) await mkdir(file(folder));
  await must('chown', ['postfix', file('data')]);
  await writeFile(file('cert.pem'), options.certificates.certPem);
  await writeFile(file('key.pem'), options.certificates.keyPem, { mode: 0o600 });
  await writeFile(file('senders'), '/^(.*)$/ $1\n');
  await mkdir(file('etc'));
  await writeFile(
    file('etc/main.cf'),
    `compatibility_level = 3.6
queue_directory = ${file('queue')}
data_directory = ${file('data')}
maillog_file = ${file('log/postfix.log')}
maillog_file_prefixes = ${file('log')}
myhostname = mail.practice.test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = ${options.domains.join(' ')}
virtual_transport = lmtp:inet:127.0.0.1:${options.dovecot.lmtpPort}
default_transport = error:5.7.1 this test server relays nowhere
message_size_limit = 52428800
smtpd_tls_cert_file = ${file('cert.pem')}
smtpd_tls_key_file = ${file('key.pem')}
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${options.dovecot.saslSocket}
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = regexp:${file('senders')}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
${options.extra ?? ''}
`,
  );
  await writeFile(file('etc/master.cf'), services(port));
  const postfix = (command: string) => run('/usr/sbin/postfix', ['-c', file('etc'), command]);
  const readLog = () => readFile(file('log/postfix.log'), 'utf8').catch(() => '');
  const started = await postfix('start');
  if (started.code !== 0) throw new Error(`Postfix did not start: ${started.stderr}${await readLog()}`);
  await until('Postfix', async () => (await postfix('status')).code === 0);
  return {
    host: '127.0.0.1',
    port,
    log: readLog,
    async stop() {
      await postfix('abort');
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No chroot anywhere: the services read the test's own folders. */
function services(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
