import { gatewayOf } from '../gateways.ts';
import { offerOf, providerOfMx } from '../known-provider.ts';
import type { Method } from '../method.ts';

/**
 * The built-in table, by where the domain's mail goes. Only the most preferred MX records count, and only where they agree:
 * behind them stand back-ups and what was left over from a move.
 */
export const mx: Method = {
  name: 'mx',
  deadline: 3000,
  async find({ address, mx }) {
    const records = await mx();
    const best = records.filter(({ priority }) => priority === records[0]?.priority);
    const [first] = best;
    if (first === undefined) return null;
    const gateway = gatewayOf(first.exchange);
    if (gateway !== null) return { remark: { kind: 'gateway', name: gateway } };
    const provider = providerOfMx(first.exchange);
    const agreed = best.every(({ exchange }) => providerOfMx(exchange) === provider);
    if (provider === null || !agreed) return null;
    const offer = offerOf(provider, address);
    return offer ? { offer } : { remark: { kind: 'closed', provider } };
  },
};
