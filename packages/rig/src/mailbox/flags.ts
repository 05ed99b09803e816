/** The system flags of RFC 9051 section 2.3.2, in the spelling this rig always shows. */
const SYSTEM_FLAGS = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'] as const;

const spelling = new Map<string, string>(SYSTEM_FLAGS.map((flag) => [flag.toLowerCase(), flag]));
const interned = new Map<string, ReadonlySet<string>>();

/** Flags are case-insensitive (RFC 9051 section 2.3.2): the first spelling seen is the one kept. */
export function canonicalFlag(flag: string): string {
  const key = flag.toLowerCase();
  const known = spelling.get(key);
  if (known !== undefined) return known;
  spelling.set(key, flag);
  return flag;
}

/**
 * The one shared set holding exactly these flags. Messages share their sets, because a mailbox of a million
 * messages has a handful of flag combinations and a set per message would cost more memory than the rest of it.
 */
export function flagSet(flags: Iterable<string>): ReadonlySet<string> {
  const sorted = [...new Set([...flags].map(canonicalFlag))].sort();
  const key = sorted.join(' ');
  const known = interned.get(key);
  if (known) return known;
  const created: ReadonlySet<string> = new Set(sorted);
  interned.set(key, created);
  return created;
}

/** The one shared set of labels; unlike flags, labels keep their case and may hold spaces. */
export function labelSet(labels: Iterable<string>): ReadonlySet<string> {
  const sorted = [...new Set(labels)].sort();
  const key = `labels:${JSON.stringify(sorted)}`;
  const known = interned.get(key);
  if (known) return known;
  const created: ReadonlySet<string> = new Set(sorted);
  interned.set(key, created);
  return created;
}
