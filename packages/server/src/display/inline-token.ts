/**
 * The token in the addresses of inline images. The message frame has an opaque origin and so no session; the token stands
 * for "this person was given this message's HTML within the last hour". It opens nothing but raster images of that one
 * message, and only while the person may still read it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const lifetime = 60 * 60 * 1000;
const macLength = 32;

export interface InlineGrant {
  messageId: string;
  personId: string;
}

export class InlineTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  #mac(claims: string): Buffer {
    return createHmac('sha256', this.#key).update(claims).digest();
  }

  /** `<claims>.<mac>`; the claims are the message's id, the person's id and the time of expiry in milliseconds. */
  issue({ messageId, personId }: InlineGrant, now: Date): string {
    const claims = `${messageId} ${personId} ${now.getTime() + lifetime}`;
    return `${Buffer.from(claims).toString('base64url')}.${this.#mac(claims).toString('base64url')}`;
  }

  /** What a token was issued for, or null for a forged or expired one. */
  grantOf(token: string, now: Date): InlineGrant | null {
    const [encoded = '', signature = ''] = token.split('.', 2);
    const claims = Buffer.from(encoded, 'base64url').toString('utf8');
    const mac = Buffer.from(signature, 'base64url');
    if (mac.length !== macLength || !timingSafeEqual(mac, this.#mac(claims))) return null;
    const [messageId, personId, expires] = claims.split(' ');
    if (!messageId || !personId || Number(expires) <= now.getTime()) return null;
    return { messageId, personId };
  }
}
