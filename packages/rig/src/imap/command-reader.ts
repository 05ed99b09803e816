import type { ByteSource } from './byte-source.ts';
import type { CommandText } from './grammar/arguments.ts';

export interface ReaderLimits {
  /** Longest line in bytes, literals apart. */
  readonly maxLineBytes: number;
  /** Longest literal in bytes the server takes. */
  readonly maxLiteralBytes: number;
  /** Whether `{n+}` is understood, and up to which size (RFC 7888). */
  readonly nonSynchronizing: { readonly maxBytes: number } | undefined;
}

/** A command, or the reason it could not be read to its end; `text` then holds what was read of it. */
export type ReadCommand = CommandText & { readonly problem?: LiteralProblem };

export type LiteralProblem = 'literal-too-big' | 'literal-plus-not-offered' | 'bare-line-feed';

const LITERAL_AT_END = /\{(\d{1,10})(\+?)\}\r\n$/;

/**
 * Reads one command with its literals, asking for each synchronising one (RFC 9051 section 4.3). A literal the
 * server will not take ends the command: one the client waits with is never asked for, one already on its way is
 * read and thrown away, so that its bytes are not taken for commands.
 */
export async function readCommand(
  source: ByteSource,
  limits: ReaderLimits,
  askForLiteral: () => void,
): Promise<ReadCommand | undefined> {
  let text = '';
  const literals: Buffer[] = [];
  for (;;) {
    const line = await source.readLine(limits.maxLineBytes);
    if (!line) return undefined;
    text += line.toString('latin1');
    if (!text.endsWith('\r\n')) return { text: text.trimEnd(), literals, problem: 'bare-line-feed' };
    const announced = LITERAL_AT_END.exec(text);
    if (!announced) return { text: text.slice(0, -2), literals };
    const size = Number(announced[1]);
    const waits = announced[2] === '';
    const allowed = waits ? limits.maxLiteralBytes : limits.nonSynchronizing?.maxBytes;
    if (allowed === undefined || size > allowed) {
      if (!waits) await skip(source, size, limits.maxLineBytes);
      return {
        text,
        literals,
        problem: allowed === undefined ? 'literal-plus-not-offered' : 'literal-too-big',
      };
    }
    if (waits) askForLiteral();
    const literal = await source.readExactly(size);
    if (!literal) return undefined;
    literals.push(literal);
  }
}

const SKIP_AT_ONCE = 65_536;

async function skip(source: ByteSource, size: number, maxLineBytes: number): Promise<void> {
  for (let left = size; left > 0; left -= SKIP_AT_ONCE) {
    if (!(await source.readExactly(Math.min(left, SKIP_AT_ONCE)))) return;
  }
  await source.readLine(maxLineBytes);
}
