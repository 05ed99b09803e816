/** A letter of two lines with a file so large that most providers would refuse it. */
import { createHash } from 'node:crypto';

/** Octets of the file that one line of base64 stands for: 76 characters of text (RFC 2045 6.8). */
const octetsInLine = 57;

export interface LetterWithFile {
  raw: Buffer;
  /** SHA-256 of the file, base64 removed. */
  fileHash: string;
}

/** @param size octets of the whole message, right to within a line */
export function letterWithFile(size: number): LetterWithFile {
  const line = Buffer.from(Array.from({ length: octetsInLine }, (_, at) => (at * 7) % 256));
  const encoded = `${line.toString('base64')}\r\n`;
  const opening = [
    'From: Bob <bob@example.org>',
    'Subject: The plans',
    'Message-ID: <plans@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The plans are attached.',
    '--b',
    'Content-Type: application/pdf; name=plans.pdf',
    'Content-Disposition: attachment; filename=plans.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n');
  const lines = Math.ceil(size / encoded.length);
  const fileHash = createHash('sha256');
  for (let at = 0; at < lines; at += 1) fileHash.update(line);
  const raw = Buffer.concat([
    Buffer.from(opening),
    Buffer.alloc(lines * encoded.length, encoded),
    Buffer.from('--b--\r\n'),
  ]);
  return { raw, fileHash: fileHash.digest('hex') };
}
