import { Failure } from '@mailroom/model';
import type { Store } from '@mailroom/store';

/**
 * That the organisation lets something of this size be fetched from the provider; what is kept of it from before is not given either.
 *
 * @param octets null where nobody knows
 * @throws Failure organisation-policy; `detail.rule` is `most-octets`.
 */
export async function requireFetchable(
  { organisation }: { organisation: Pick<Store['organisation'], 'policy'> },
  octets: number | null,
): Promise<void> {
  const { mostOctets } = (await organisation.policy()).sync;
  if (mostOctets === null || octets === null || octets <= mostOctets) return;
  throw new Failure({
    origin: 'person',
    kind: 'organisation-policy',
    next: { do: 'ask-administrator' },
    detail: { rule: 'most-octets', octets: String(mostOctets) },
  });
}
