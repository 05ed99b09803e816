/** A stream that is cut off before it fills the disk. */
import { Failure } from '@mailroom/model';

/** Octets of one part or source. Providers take messages of 25 to 150 MB; a server that sends more does not send mail. */
export const longestPart = 256 * 1024 * 1024;

/** @throws Failure `protocol-error` once more than `limit` octets have come: whoever reads them keeps nothing of it. */
export async function* bounded(
  bytes: AsyncIterable<Uint8Array>,
  limit = longestPart,
): AsyncGenerator<Uint8Array> {
  let octets = 0;
  for await (const chunk of bytes) {
    octets += chunk.byteLength;
    if (octets > limit) {
      throw new Failure({
        origin: 'provider',
        kind: 'protocol-error',
        code: 'too-large',
        detail: { limit: String(limit) },
      });
    }
    yield chunk;
  }
}
