/**
 * Microsoft's rules for redirect URIs: https, except on this machine; at most 256 characters; none of `! $ ' ( ) , ;`;
 * no fragment; no query when personal accounts may sign in.
 * @throws RangeError naming the rule that is broken
 */
export function checkRegisteredUri(uri: string, personalAccounts: boolean): void {
  const refuse = (rule: string): never => {
    throw new RangeError(`The redirect URI "${uri}" cannot be registered: ${rule}.`);
  };
  if (uri.length > 256) refuse('it has more than 256 characters');
  if (/[!$'(),;]/.test(uri)) refuse("it contains one of ! $ ' ( ) , ;");
  const url = URL.canParse(uri) ? new URL(uri) : refuse('it is not an absolute URI');
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local))
    refuse('it is neither https nor on localhost');
  if (uri.includes('#')) refuse('it has a fragment');
  if (personalAccounts && url.search !== '') refuse('it has a query although personal accounts may sign in');
}

/**
 * Whether a requested redirect URI is the registered one. The comparison is exact, path and trailing slash included;
 * only the port of `localhost` does not matter (RFC 8252 section 7.3, which Microsoft applies to that name).
 */
export function matchesRegistered(requested: string, registered: string): boolean {
  if (requested === registered) return true;
  if (!URL.canParse(requested) || !URL.canParse(registered)) return false;
  const [left, right] = [new URL(requested), new URL(registered)];
  if (left.hostname !== 'localhost' || right.hostname !== 'localhost') return false;
  return left.protocol === right.protocol && rest(left) === rest(right);
}

/** Everything after the authority; a fragment never matches, as none can be registered. */
function rest(url: URL): string {
  return `${url.username}${url.pathname}${url.search}${url.hash}`;
}
