import type { DeceptiveLink } from './protocol.ts';

/** A host name as people write it in the text of a link: a scheme is optional, a dot and a letter in the last label are not. */
const hostInText = /^(?:https?:\/\/)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?=[/:?#\s]|$)/u;

const withoutWww = (host: string): string => host.replace(/^www\./, '');

/**
 * Whether a link's text names a host that the link does not open. Hosts agree when one is the other or a subdomain of it. The
 * comparison is of ASCII forms, so that a look-alike in another script is another host (UTS 46).
 */
export function deceptiveLink(text: string, href: string): DeceptiveLink | null {
  const written = hostInText.exec(text.trim())?.[1];
  if (!written) return null;
  let actual: string;
  let claimed: string;
  try {
    const target = new URL(href);
    if (target.protocol !== 'http:' && target.protocol !== 'https:') return null;
    actual = withoutWww(target.hostname);
    claimed = withoutWww(new URL(`http://${written}`).hostname);
  } catch {
    return null;
  }
  if (claimed === actual || actual.endsWith(`.${claimed}`) || claimed.endsWith(`.${actual}`)) return null;
  return { href, claimed, actual };
}
