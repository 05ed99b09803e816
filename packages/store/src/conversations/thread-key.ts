import { hash } from 'node:crypto';

/** Hexadecimal digits of the hash: 52 bits, which a number holds exactly and a column in eight bytes. */
const digits = 13;

/**
 * A key of the engine's `threadIds`, or an identifier, as a number: a key can be a thousand characters long. Among a million keys of
 * an account, two are taken for one with a chance of one in ten thousand.
 */
export function threadKey(key: string): number {
  return Number.parseInt(hash('sha256', key, 'hex').slice(0, digits), 16);
}
