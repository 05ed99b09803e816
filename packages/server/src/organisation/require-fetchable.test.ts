import { freePolicy } from '@mailroom/model';
import { expect, it } from 'vitest';
import { requireFetchable } from './require-fetchable.ts';

const limitedTo = (mostOctets: number | null) => ({
  organisation: { policy: async () => ({ ...freePolicy, sync: { ...freePolicy.sync, mostOctets } }) },
});

it('what is larger than the organisation allows is refused, and nothing else', async () => {
  await requireFetchable(limitedTo(null), 5_000_000_000);
  await requireFetchable(limitedTo(20_000), 20_000);
  await requireFetchable(limitedTo(20_000), null);
  await expect(requireFetchable(limitedTo(20_000), 20_001)).rejects.toMatchObject({
    kind: 'organisation-policy',
    detail: { rule: 'most-octets', octets: '20000' },
  });
});
