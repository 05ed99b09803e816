import { describe, expect, it } from 'vitest';
import type { PlacedMessage } from './contents.ts';
import { differences } from './differences.ts';

const place = (uid: number, over: Partial<PlacedMessage> = {}): PlacedMessage => ({
  uid,
  flags: '',
  size: 10,
  messageId: `<${uid}@example.org>`,
  ...over,
});

function compare(
  store: Record<string, PlacedMessage[]>,
  server: Record<string, PlacedMessage[]>,
  labels: string[] = [],
) {
  const contents = new Map(Object.entries(store));
  const stored = { contents, labels: new Set(labels), messages: [], contradictions: [] };
  return differences(stored, new Map(Object.entries(server)));
}

describe('what differs between store and server', () => {
  it('is nothing where both hold the same', () => {
    expect(compare({ INBOX: [place(1), place(2)] }, { INBOX: [place(2), place(1)] })).toEqual([]);
  });

  it('names what is lost, what is too much and what has other flags', () => {
    expect(
      compare({ INBOX: [place(1), place(3)] }, { INBOX: [place(1, { flags: '\\Seen' }), place(2)] }),
    ).toEqual([
      'INBOX: only in the store: 1 [] 10 <1@example.org>',
      'INBOX: only in the store: 3 [] 10 <3@example.org>',
      'INBOX: only on the server: 1 [\\Seen] 10 <1@example.org>',
      'INBOX: only on the server: 2 [] 10 <2@example.org>',
    ]);
  });

  it('names folders that only one of them has', () => {
    expect(compare({ Old: [place(1)] }, { New: [] })).toEqual([
      'New is on the server and not in the store',
      'Old is in the store and not on the server, with 1 messages',
    ]);
  });

  it('says no more of a folder than is needed', () => {
    const many = [1, 2, 3, 4, 5].map((uid) => place(uid));
    expect(compare({ INBOX: many }, { INBOX: [] })).toHaveLength(4);
  });

  it('takes a label’s messages for the same whatever their UIDs, and counts them', () => {
    const same = { messageId: '<m@example.org>' };
    expect(compare({ Label: [place(70, same)] }, { Label: [place(1, same)] }, ['Label'])).toEqual([]);
    expect(
      compare({ Label: [place(70, same)] }, { Label: [place(1, same), place(2, same)] }, ['Label']),
    ).toHaveLength(1);
  });
});
