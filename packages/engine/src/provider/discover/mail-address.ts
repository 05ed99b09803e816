import { Failure } from '@mailroom/model';
import { hostName } from './host-name.ts';

export interface MailAddress {
  /** As the person wrote it, which is what user names are made from. */
  text: string;
  localPart: string;
  /** In A-labels, lower case. */
  domain: string;
}

/** A dot-string of RFC 5321 in any script; quoted local parts are left out, as no provider gives them to people. */
const localPart = /^[^\p{C}\p{Z}"(),:;<>@[\\\]]{1,64}$/u;

/** @throws Failure `invalid-request` for what is no address at a domain. */
export function readMailAddress(text: string): MailAddress {
  const bare = text.trim();
  const at = bare.lastIndexOf('@');
  const local = bare.slice(0, Math.max(at, 0));
  const domain = hostName(bare.slice(at + 1));
  if (at < 1 || domain === null || !localPart.test(local)) {
    throw new Failure({
      origin: 'person',
      kind: 'invalid-request',
      next: { do: 'choose' },
      detail: { field: 'address' },
    });
  }
  return { text: bare, localPart: local, domain };
}
