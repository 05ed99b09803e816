/** Mail that other people send while a schedule runs: small, all different, some of it in conversations. */
import type { Random } from '@mailroom/rig/world/random';

const words = [
  'invoice',
  'lunch',
  'project',
  'offer',
  'réunion',
  'выставка',
  '报价',
  'holiday',
  'server',
  'minutes',
];
const firstDay = Date.parse('2026-10-01T08:00:00Z');

export interface Letter {
  raw: Uint8Array;
  receivedAt: Date;
}

/** Writes letters of one mailbox: each has a Message-ID of its own and is received a minute after the one before. */
export class LetterWriter {
  readonly #random: Random;
  readonly #address: string;
  readonly #sent: string[] = [];

  constructor(address: string, random: Random) {
    this.#address = address;
    this.#random = random;
  }

  /** How many were written. */
  get written(): number {
    return this.#sent.length;
  }

  next(): Letter {
    const random = this.#random;
    const number = this.#sent.length + 1;
    const id = `<letter.${number}.${random.hex(8)}@example.org>`;
    const answered = random.chance(0.3) && this.#sent.length > 0 ? random.pick(this.#sent) : undefined;
    this.#sent.push(id);
    const subject = `${answered ? 'Re: ' : ''}${random.pick(words)} ${number}`;
    const headers = [
      `From: Bob <bob${random.between(1, 5)}@example.org>`,
      `To: ${this.#address}`,
      `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Message-ID: ${id}`,
      `Date: ${new Date(firstDay + number * 60_000).toUTCString()}`,
      ...(answered ? [`In-Reply-To: ${answered}`, `References: ${answered}`] : []),
      'MIME-Version: 1.0',
    ];
    return {
      raw: Buffer.from(`${headers.join('\r\n')}\r\n${this.#body(number)}`),
      receivedAt: new Date(firstDay + number * 60_000),
    };
  }

  #body(number: number): string {
    const random = this.#random;
    const text = `Text of ${number}: ${'all work and no play '.repeat(random.between(1, 40))}`;
    if (random.chance(0.7)) return `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
    const file = Buffer.from(random.hex(600)).toString('base64');
    return [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<p>${text}</p>`,
      '--b',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename=file.bin',
      'Content-Transfer-Encoding: base64',
      '',
      file,
      '--b--',
      '',
    ].join('\r\n');
  }
}
