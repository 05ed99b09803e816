/** What a mailbox holds, in a form that the store's view and the server's can be compared in. */

export interface PlacedMessage {
  uid: number;
  /** Sorted, `\Recent` left out: it belongs to a session and not to the message. */
  flags: string;
  size: number;
  /** White space folded, at most 200 characters: enough to tell any two apart. Empty where there is none. */
  messageId: string;
}

/** Messages by folder path. */
export type Contents = Map<string, PlacedMessage[]>;

export function flagsInOrder(flags: Iterable<string>): string {
  return [...flags]
    .filter((flag) => flag !== '\\Recent')
    .sort()
    .join(' ');
}

export function comparableId(messageId: string | null | undefined): string {
  return (messageId ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** What bears `\Deleted` is kept in step with the server and shown to nobody. */
export function isMarkedDeleted(flags: readonly string[]): boolean {
  return flags.some((flag) => flag.toLowerCase() === '\\deleted');
}
