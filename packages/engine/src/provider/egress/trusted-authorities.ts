/** Which authorities a connection trusts, as one TLS context for all connections that trust the same. */
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

const contexts = new Map<string, SecureContext>();

/**
 * The system's authorities and these. Node's own `ca` replaces the system's, so that one private authority would shut out every
 * public mail server; and reading the hundreds anew takes a tenth of a second for each connection. An installation has one list of
 * further authorities, which is read once.
 *
 * TLS 1.2 at least: `tls.connect` goes by the context in this, not by an option beside it.
 *
 * @param further certificates, PEM; undefined is none
 */
export function trustedAuthorities(further: readonly string[] = []): SecureContext {
  const key = further.join('\n');
  const known = contexts.get(key);
  if (known) return known;
  const made = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(further.length === 0 ? {} : { ca: [...getCACertificates('default'), ...further] }),
  });
  contexts.set(key, made);
  return made;
}
