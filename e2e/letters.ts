import { createTransport, type SendMailOptions } from 'nodemailer';

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** A message as another client would put it on the wire (RFC 5322). */
export async function writeLetter(letter: SendMailOptions): Promise<Uint8Array> {
  const { message } = await composer.sendMail(letter);
  if (!Buffer.isBuffer(message)) throw new TypeError('A buffering transport gave a stream');
  return message;
}
