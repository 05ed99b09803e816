import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { Entered } from '../index.ts';

/** What opens a mailbox. */
export type Secret = { readonly accessToken: string } | { readonly pass: string };

export interface MailSettings extends Pick<Entered, 'imap' | 'smtp' | 'caPem'> {
  readonly rehearsal: { readonly userName: string };
}

/** What a mail server showed that was not as it should be. */
export interface MailFinding {
  readonly stage: 'imap' | 'smtp';
  /** The reply's text. */
  readonly text?: string;
  /** Node's or the client library's error code. */
  readonly failure?: string;
}

/** Signs in and lists the folders. */
export async function tryImap(
  { imap, caPem, rehearsal }: MailSettings,
  secret: Secret,
): Promise<MailFinding | undefined> {
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.security === 'tls',
    tls: { ca: caPem },
    auth: { user: rehearsal.userName, ...secret },
    logger: false,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.list();
    await client.logout();
    return undefined;
  } catch (cause) {
    // Of a refused NAMESPACE imapflow keeps the text alone, in `response`.
    const { responseText, response, code } = cause as Readonly<Record<string, unknown>>;
    const text = responseText ?? response;
    return {
      stage: 'imap',
      ...(text === undefined ? {} : { text: String(text) }),
      ...(code === undefined ? {} : { failure: String(code) }),
    };
  } finally {
    client.close();
  }
}

/** Signs in and sends nothing. */
export async function trySmtp(
  { smtp, caPem, rehearsal }: MailSettings,
  secret: Secret,
): Promise<MailFinding | undefined> {
  const user = rehearsal.userName;
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === 'tls',
    requireTLS: true,
    tls: { ca: caPem },
    auth: 'pass' in secret ? { user, ...secret } : { type: 'OAuth2', user, ...secret },
  });
  try {
    await transport.verify();
    return undefined;
  } catch (cause) {
    const { response, code } = cause as Readonly<Record<string, unknown>>;
    return {
      stage: 'smtp',
      ...(response === undefined ? {} : { text: String(response) }),
      failure: String(code),
    };
  } finally {
    transport.close();
  }
}
