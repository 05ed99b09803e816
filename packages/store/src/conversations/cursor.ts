/** The place in a list after which the next page begins: the newest message shown of the last conversation of the page. */
import { Failure } from '@mailroom/model';
import { rowNumber } from '../database/row-id.ts';

export function writeCursor(messageId: number): string {
  return messageId.toString(36);
}

/** @throws Failure invalid-request for text that no page ended with. */
export function readCursor(text: string): number {
  const id = /^[0-9a-z]{1,11}$/.test(text) ? rowNumber(String(Number.parseInt(text, 36))) : undefined;
  if (id === undefined) {
    throw new Failure({ origin: 'person', kind: 'invalid-request', detail: { field: 'after' } });
  }
  return id;
}
