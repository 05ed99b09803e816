import { describe, expect, it } from 'vitest';
import { bounded } from './bounded.ts';

/** A server that never stops sending. */
async function* endless(sent: { octets: number }) {
  for (;;) {
    sent.octets += 1000;
    yield new Uint8Array(1000);
  }
}

describe('a bounded stream', () => {
  it('passes on what is within the limit', async () => {
    const few = (async function* () {
      yield new Uint8Array(600);
      yield new Uint8Array(400);
    })();
    let octets = 0;
    for await (const chunk of bounded(few, 1000)) octets += chunk.byteLength;
    expect(octets).toBe(1000);
  });

  it('ends a server that never stops sending, and asks it for no more', async () => {
    const sent = { octets: 0 };
    const read = async () => {
      for await (const _ of bounded(endless(sent), 10_000));
    };
    await expect(read()).rejects.toMatchObject({ kind: 'protocol-error', origin: 'provider' });
    expect(sent.octets).toBe(11_000);
  });
});
