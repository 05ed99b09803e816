import { gatewayOf } from '../gateways.ts';
import type { Method, Question } from '../method.ts';
import { firstClientConfig } from '../read-document.ts';

const mostParents = 3;

/** The names above an MX host that may be a provider's domain, nearest first: its first label is the machine. */
function parentsOf(exchange: string): string[] {
  const labels = exchange.split('.');
  const parents: string[] = [];
  for (let at = 1; at <= labels.length - 2; at += 1) parents.push(labels.slice(at).join('.'));
  return parents.slice(0, mostParents);
}

/** A filter's own domain would lead to the filter's own mailboxes. */
async function hostedBy({ address, mx }: Question): Promise<string[]> {
  const [best] = await mx();
  if (best === undefined || gatewayOf(best.exchange) !== null) return [];
  return parentsOf(best.exchange).filter((parent) => parent !== address.domain);
}

/** Mozilla's collection of settings, by the address's domain, then by who receives the domain's mail. It learns no address. */
export const ispdb: Method = {
  name: 'ispdb',
  deadline: 4000,
  async find(question, signal) {
    const { ispdb: collection, address } = question;
    if (collection === null) return null;
    const at = (domain: string): string => `${collection.replace(/\/?$/, '/')}${domain}`;
    const own = firstClientConfig([at(address.domain)], question, signal);
    const hosted = hostedBy(question).then((parents) => firstClientConfig(parents.map(at), question, signal));
    // Heard below; unless marked so, a failure while the first is awaited would count as nobody's.
    hosted.catch(() => {});
    return (await own) ?? (await hosted);
  },
};
