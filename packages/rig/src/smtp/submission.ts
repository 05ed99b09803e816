import { randomUUID } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerAuthenticationResponse,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { createSmtpFaults, type SmtpFaults } from './faults.ts';
import { fromAddress, headerValue, prependHeaders, replaceHeader } from './header-section.ts';
import { nonDeliveryReport } from './non-delivery-report.ts';
import type { PostOffice, Transmission } from './post-office.ts';
import { type SmtpPresetName, smtpPresets } from './presets.ts';
import { type Reply, replies } from './replies.ts';

/** What a client presented: an access token, or a password. */
export interface SmtpSignIn {
  readonly user: string;
  readonly accessToken?: string;
  readonly password?: string;
}

export interface SmtpServerOptions {
  readonly preset: SmtpPresetName;
  /** `tls` is TLS from the first byte, `starttls` refuses AUTH until STARTTLS. */
  readonly security: 'tls' | 'starttls';
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  /** The mailbox a sign-in opens, or undefined when it is refused. */
  authenticate(attempt: SmtpSignIn): Promise<string | undefined>;
  readonly postOffice: PostOffice;
  /** Whether a mailbox may send as an address other than its own; by default it may not. */
  maySendAs?(mailbox: string, address: string): boolean;
  /** Loopback port; 0, the default, takes a free one. */
  readonly port?: number;
  clock?(): Date;
}

export interface PracticeSmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls';
  readonly faults: SmtpFaults;
  /** Every message accepted so far, oldest first. */
  readonly transmissions: readonly Transmission[];
  /** Shows this certificate on connections from now on. */
  presentCertificate(tls: { readonly certPem: string; readonly keyPem: string }): void;
  /** Stops listening and drops every connection, so that its port refuses them; or listens there again. */
  setReachable(reachable: boolean): Promise<void>;
  close(): Promise<void>;
}

/** An error that smtp-server turns into this reply. */
function refusal(reply: Reply): Error & { responseCode: number } {
  return Object.assign(new Error(reply.text), { responseCode: reply.code });
}

function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => resolve(Buffer.concat(chunks)));
    stream.once('error', reject);
  });
}

/**
 * Starts a submission server (RFC 6409) on loopback that behaves like the preset's provider.
 * @throws when the port is taken.
 */
export async function startSmtpServer(options: SmtpServerOptions): Promise<PracticeSmtpServer> {
  const preset = smtpPresets[options.preset];
  const faults = createSmtpFaults();
  const transmissions: Transmission[] = [];
  const sockets = new Map<number, Socket>();
  const signedIn = new Map<string, string>();
  const now = options.clock ?? (() => new Date());

  const maySend = (mailbox: string, address: string): boolean =>
    address.toLowerCase() === mailbox.toLowerCase() || options.maySendAs?.(mailbox, address) === true;

  const hangUp = (session: SMTPServerSession): void => {
    sockets.get(session.remotePort)?.destroy();
  };

  async function authenticate(
    auth: SMTPServerAuthentication,
    session: SMTPServerSession,
  ): Promise<SMTPServerAuthenticationResponse> {
    const scripted = faults.takeRefusal('auth');
    if (scripted !== undefined) throw refusal(scripted);
    const attempt: SmtpSignIn = {
      user: auth.username ?? '',
      ...(auth.accessToken === undefined ? {} : { accessToken: auth.accessToken }),
      ...(typeof auth.password === 'string' ? { password: auth.password } : {}),
    };
    const mailbox = await options.authenticate(attempt);
    if (mailbox === undefined) {
      if (auth.method === 'XOAUTH2' && preset.challengesRejectedToken) {
        return { data: { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' } };
      }
      throw refusal(preset.signInFailed);
    }
    signedIn.set(session.id, mailbox);
    return { user: mailbox };
  }

  function checkSender(address: string, session: SMTPServerSession): void {
    const scripted = faults.takeRefusal('mail');
    if (scripted !== undefined) throw refusal(scripted);
    const mailbox = signedIn.get(session.id) ?? '';
    const sessions = [...signedIn.values()].filter((other) => other === mailbox).length;
    if (sessions > preset.sessionsPerMailbox) throw refusal(replies.tooManyConnections);
    // Exchange judges the sender only once it has read the message; see the same check there.
    if (preset.name !== 'outlook' && !maySend(mailbox, address)) throw refusal(preset.sendAsDenied);
  }

  function checkRecipient(address: string): void {
    const scripted = faults.takeRefusal('rcpt', address);
    if (scripted !== undefined) throw refusal(scripted);
    if (options.postOffice.reach(address) === 'stranger' && preset.strangers === 'refuse') {
      throw refusal(replies.relayDenied);
    }
  }

  /** Delivers to every recipient and files the sender's copy, the way a mailbox server does it in one go. */
  function accept(submitted: Buffer, session: SMTPServerSession, answered: boolean): string {
    const at = now();
    const mailbox = signedIn.get(session.id) ?? '';
    const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
    const submittedId = headerValue(submitted, 'Message-ID');
    const unique = randomUUID().replaceAll('-', '').toUpperCase();
    const messageId =
      preset.rewritesMessageId || submittedId === undefined
        ? `<${unique}@PRACTICE1MB0001.eurprd01.prod.outlook.example>`
        : submittedId;
    const message = replaceHeader(submitted, 'Message-ID', messageId);
    const received =
      `Received: from ${session.hostNameAppearsAs} ([${session.remoteAddress}]) by localhost\r\n` +
      `\twith ${session.transmissionType} id ${session.id}; ${at.toUTCString().replace('GMT', '+0000')}`;

    if (preset.filesSentCopy) options.postOffice.fileSent(mailbox, message, at);
    for (const recipient of recipients) {
      const reach = options.postOffice.reach(recipient);
      if (reach === 'mailbox') {
        const delivered = prependHeaders(message, [`Return-Path: <${from}>`, received]);
        options.postOffice.deliver(recipient, delivered, at);
      }
      if (reach === 'stranger') {
        const report = nonDeliveryReport({ original: message, sender: mailbox, recipient, at, id: unique });
        options.postOffice.deliver(mailbox, report, at);
      }
    }
    transmissions.push({ mailbox, from, recipients, submittedId, messageId, submitted, at, answered });
    return preset.rewritesMessageId
      ? `2.0.0 OK ${messageId} [Hostname=PRACTICE1MB0001.eurprd01.prod.outlook.example]`
      : `2.0.0 OK ${unique} queued`;
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    if (faults.takeHangUp('before-acceptance')) {
      hangUp(session);
      throw refusal(replies.serviceClosing);
    }
    const submitted = await readAll(stream);
    const scripted = faults.takeRefusal('data');
    if (scripted !== undefined) throw refusal(scripted);
    if (submitted.length > (faults.sizeLimit() ?? preset.messageLimit)) throw refusal(replies.tooLarge);
    const mailbox = signedIn.get(session.id) ?? '';
    const envelopeFrom = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const author = fromAddress(submitted) ?? envelopeFrom;
    if (!maySend(mailbox, envelopeFrom) || !maySend(mailbox, author)) throw refusal(preset.sendAsDenied);

    const silent = faults.takeHangUp('after-acceptance');
    const reply = accept(submitted, session, !silent);
    if (silent) hangUp(session);
    await faults.takeHold();
    return reply;
  }

  const server = new SMTPServer({
    name: 'localhost',
    banner: preset.banner,
    secure: options.security === 'tls',
    key: options.key,
    cert: options.certificate,
    authMethods: [...preset.mechanisms],
    size: preset.advertisedSize,
    hideDSN: false,
    disableReverseLookup: true,
    logger: false,
    onConnect(session, callback) {
      if (faults.withholdsStartTls()) Object.assign(session, { disabledCommands: ['STARTTLS'] });
      const scripted = faults.takeRefusal('connect');
      callback(scripted === undefined ? null : refusal(scripted));
    },
    onAuth(auth, session, callback) {
      authenticate(auth, session).then(
        (response) => callback(null, response),
        (error: Error) => callback(error),
      );
    },
    onMailFrom(address, session, callback) {
      answer(callback, () => checkSender(address.address, session));
    },
    onRcptTo(address, _session, callback) {
      answer(callback, () => checkRecipient(address.address));
    },
    onData(stream, session, callback) {
      receive(stream, session).then(
        (reply) => callback(null, reply),
        (error: Error) => callback(error),
      );
    },
    onClose(session) {
      signedIn.delete(session.id);
    },
  });

  server.server.on('connection', (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  // From here on errors are those of single connections: clients that reset, and the faults' own hang-ups.
  server.on('error', () => undefined);

  const address = server.server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port: address.port,
    security: options.security,
    faults,
    transmissions,
    presentCertificate: ({ certPem, keyPem }) => server.updateSecureContext({ cert: certPem, key: keyPem }),
    setReachable: (reachable) =>
      new Promise((resolve) => {
        const { server: listener } = server;
        if (reachable === listener.listening) resolve();
        else if (reachable) listener.listen(address.port, '127.0.0.1', resolve);
        else {
          listener.close(() => resolve());
          for (const socket of sockets.values()) socket.destroy();
        }
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

/** Runs a check that throws its refusal, and hands smtp-server the outcome. */
function answer(callback: (error?: Error | null) => void, check: () => void): void {
  try {
    check();
  } catch (error) {
    callback(error as Error);
    return;
  }
  callback();
}
