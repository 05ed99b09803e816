/** An address as ENVELOPE shows it (RFC 9051 section 7.5.2); one character per byte. */
export interface EnvelopeAddress {
  readonly name: string | undefined;
  readonly mailbox: string | undefined;
  /** Absent in the two entries that open and close a group. */
  readonly host: string | undefined;
}

type Token = { readonly kind: 'text' | 'quoted' | 'comment' | 'special'; readonly value: string };

/** Enough for any envelope; the rest of a header with more addresses is left out, as Gmail does. */
const MAX_ADDRESSES = 20_000;

/** Reads an address list (RFC 5322 section 3.4), groups included. Unreadable input gives what could be read. */
export function parseAddressList(text: string): EnvelopeAddress[] {
  const addresses: EnvelopeAddress[] = [];
  let pending: Token[] = [];
  let angle: Token[] | undefined;
  let inAngle = false;
  let inGroup = false;

  const finish = () => {
    const address = angle ? fromAngle(pending, angle) : fromBare(pending);
    if (address) addresses.push(address);
    pending = [];
    angle = undefined;
    inAngle = false;
  };

  for (const token of tokens(text)) {
    if (addresses.length >= MAX_ADDRESSES) return addresses;
    const special = token.kind === 'special' ? token.value : '';
    if (inAngle) {
      if (special === '>') inAngle = false;
      else angle?.push(token);
    } else if (special === '<') {
      angle = [];
      inAngle = true;
    } else if (special === ',') {
      finish();
    } else if (special === ':' && !inGroup) {
      addresses.push({ name: undefined, mailbox: phrase(pending), host: undefined });
      pending = [];
      inGroup = true;
    } else if (special === ';' && inGroup) {
      finish();
      addresses.push({ name: undefined, mailbox: undefined, host: undefined });
      inGroup = false;
    } else {
      pending.push(token);
    }
  }
  finish();
  if (inGroup) addresses.push({ name: undefined, mailbox: undefined, host: undefined });
  return addresses;
}

function fromAngle(before: readonly Token[], inside: readonly Token[]): EnvelopeAddress | undefined {
  const name = phrase(before) || undefined;
  // An obsolete route `<@one,@two:user@host>` ends at the colon.
  const colon = inside.findIndex(({ kind, value }) => kind === 'special' && value === ':');
  const address = inside.slice(colon + 1);
  const { mailbox, host } = split(address);
  if (mailbox === '' && host === undefined && name === undefined) return undefined;
  return { name, mailbox, host: host ?? '' };
}

function fromBare(all: readonly Token[]): EnvelopeAddress | undefined {
  const tokensOfAddress = all.filter(({ kind }) => kind !== 'comment');
  if (tokensOfAddress.length === 0) return undefined;
  const comment = all.find(({ kind }) => kind === 'comment')?.value;
  const { mailbox, host } = split(tokensOfAddress);
  if (mailbox === '' && !host) return undefined;
  return { name: comment || undefined, mailbox, host: host ?? '' };
}

function split(tokensOfAddress: readonly Token[]): { mailbox: string; host: string | undefined } {
  const bare = tokensOfAddress.filter(({ kind }) => kind !== 'comment');
  const at = bare.findLastIndex(({ kind, value }) => kind === 'special' && value === '@');
  const join = (list: readonly Token[]) => list.map(({ value }) => value).join('');
  if (at === -1) return { mailbox: bare.map(({ value }) => value).join(' '), host: undefined };
  return { mailbox: join(bare.slice(0, at)), host: join(bare.slice(at + 1)) };
}

function phrase(list: readonly Token[]): string {
  return list
    .filter(({ kind }) => kind !== 'comment')
    .map(({ value }) => value)
    .join(' ')
    .trim();
}

const PLAIN = /[^\s"(<>@,:;]+/y;
const SPACE = /\s+/y;

function* tokens(text: string): Generator<Token> {
  let position = 0;
  while (position < text.length) {
    SPACE.lastIndex = position;
    if (SPACE.test(text)) {
      position = SPACE.lastIndex;
      continue;
    }
    const character = text[position] ?? '';
    if (character === '"' || character === '(') {
      const { value, next } = character === '"' ? quotedString(text, position) : comment(text, position);
      yield { kind: character === '"' ? 'quoted' : 'comment', value };
      position = next;
      continue;
    }
    PLAIN.lastIndex = position;
    const plain = PLAIN.exec(text)?.[0];
    if (plain === undefined) {
      yield { kind: 'special', value: character };
      position += 1;
    } else {
      yield { kind: 'text', value: plain };
      position += plain.length;
    }
  }
}

function quotedString(text: string, start: number): { value: string; next: number } {
  let value = '';
  let index = start + 1;
  while (index < text.length && text[index] !== '"') {
    if (text[index] === '\\') index += 1;
    value += text[index] ?? '';
    index += 1;
  }
  return { value, next: index + 1 };
}

function comment(text: string, start: number): { value: string; next: number } {
  let value = '';
  let depth = 1;
  let index = start + 1;
  for (; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '(') depth += 1;
    else if (text[index] === ')') depth -= 1;
    if (depth === 0) break;
    value += text[index] ?? '';
  }
  return { value: value.trim(), next: index + 1 };
}
