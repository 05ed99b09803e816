import { describe, expect, it } from 'vitest';
import { quirksOf } from './index.ts';

describe('quirksOf', () => {
  it.each([
    ['imap.gmail.com', 15],
    ['IMAP.googlemail.com.', 15],
    ['imap.notgmail.com', 10],
  ])('knows a provider by its host and whatever is below it: %s', (host, imapConnections) => {
    expect(quirksOf({ provider: 'imap' }, host)).toMatchObject({ imapConnections });
  });

  it.each(['microsoft', 'google'] as const)(
    'leaves the copy in Sent to %s, whatever its hosts are called',
    (provider) => {
      expect(quirksOf({ provider }, 'localhost')).toMatchObject({ savesSentCopy: true });
      expect(quirksOf({ provider: 'imap' }, 'localhost')).toMatchObject({ savesSentCopy: false });
    },
  );

  it('takes what one provider does for nobody else: Gmail keeps the Message-ID that Exchange replaces', () => {
    expect(quirksOf({ provider: 'google' }, 'localhost').rewritesMessageId).toBe(false);
    expect(quirksOf({ provider: 'microsoft' }, 'localhost').rewritesMessageId).toBe(true);
  });
});
