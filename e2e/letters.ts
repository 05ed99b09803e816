import { createTransport, type SendMailOptions } from 'nodemailer';
import type { World } from './world.ts';

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** A message as another client would put it on the wire (RFC 5322). */
export async function writeLetter(letter: SendMailOptions): Promise<Uint8Array> {
  const { message } = await composer.sendMail(letter);
  if (!Buffer.isBuffer(message)) throw new TypeError('A buffering transport gave a stream');
  return message;
}

/** Puts a letter of a colleague's, for each subject, into the inbox that the practice provider keeps for its first person. */
export async function fillInbox({ provider }: World, subjects: readonly string[]): Promise<void> {
  const [{ userName }] = provider.people;
  for (const subject of subjects) {
    const letter = {
      from: 'priya.nair@halewick.test',
      to: userName,
      subject,
      text: 'As agreed.',
      date: new Date(),
    };
    provider.mail.folder(userName, 'inbox').append(await writeLetter(letter));
  }
}
