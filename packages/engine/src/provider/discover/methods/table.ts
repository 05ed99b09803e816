import { offerOf, providerOfDomain } from '../known-provider.ts';
import type { Method } from '../method.ts';

/** The built-in table, by the address's own domain. */
export const table: Method = {
  name: 'table',
  deadline: 1000,
  async find({ address }) {
    const provider = providerOfDomain(address.domain);
    if (provider === null) return null;
    const offer = offerOf(provider, address);
    return offer ? { offer } : { remark: { kind: 'closed', provider } };
  },
};
