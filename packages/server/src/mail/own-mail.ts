/** Mail that Mailroom itself writes to the people of this installation. What people send goes through their own accounts. */
import type { Transporter } from 'nodemailer';
import type { Settings } from '../config/settings.ts';
import { StartProblem } from '../start/start-problem.ts';
import type { OwnSmtpServer } from './smtp-server.ts';

export interface OwnMessage {
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** BCP 47 tag. */
  language: string;
}

export interface OwnMail {
  /** Resolves once the server has taken it. @throws what the server or the network refused. */
  send(message: OwnMessage): Promise<void>;
}

/** Milliseconds; nobody waits for this mail, but a stop of Mailroom waits for one under way. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Null where no setting names a server.
 *
 * @param ca PEM text of further certificate authorities, or null.
 * @throws StartProblem for a server without a sender.
 */
export function ownMail(
  { smtpServer, mailFrom }: Pick<Settings, 'smtpServer' | 'mailFrom'>,
  ca: string | null,
): OwnMail | null {
  if (smtpServer === null) return null;
  if (mailFrom === null) {
    throw new StartProblem('MAILROOM_SMTP_URL is set and MAILROOM_MAIL_FROM is not: mail needs a sender.');
  }
  let transport: Transporter | undefined;
  return {
    async send({ to, subject, text, language }) {
      transport ??= await openTransport(smtpServer, ca);
      await transport.sendMail({
        from: mailFrom,
        to,
        subject,
        text,
        // RFC 3834 5: nobody's absence note answers it.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      });
    },
  };
}

/** Loaded with the first mail: most installations never send one. */
async function openTransport(
  { host, port, security, login }: OwnSmtpServer,
  ca: string | null,
): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { trust } = await import('@mailroom/engine/provider/smtp/open');
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    // Otherwise a server, or somebody in between, that offers no STARTTLS would be sent the password in clear text.
    requireTLS: security === 'starttls',
    tls: trust(host, ca === null ? undefined : [ca]),
    ...(login && { auth: { user: login.user, pass: login.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  });
}
