const WILDCARDS = /[*%]|[^*%]+/g;

/** A LIST pattern as a test of paths: `*` is anything, `%` anything but a delimiter (RFC 9051 section 6.3.9). */
export function folderPattern(pattern: string): (path: string) => boolean {
  const source = pattern.replace(WILDCARDS, (run) => {
    if (run === '*') return '.*';
    if (run === '%') return '[^/]*';
    return run.replace(/[.+?^${}()|[\]\\/]/g, '\\$&');
  });
  const whole = new RegExp(`^${source.replace(/(?:\.\*)+/g, '.*')}$`, 's');
  const inbox = new RegExp(whole.source, 'is');
  return (path) => whole.test(path) || (path === 'INBOX' && inbox.test(path));
}
