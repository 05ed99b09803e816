import { type PracticeDns, startDns } from '../discovery/index.ts';
import { organisation } from '../world/index.ts';

/**
 * Tells who keeps the mail of the practice organisation, as a domain at Microsoft 365 does: by its MX record. Every other name does
 * not exist here, so that looking for an address's servers leaves this machine no more than the rest of the demo.
 */
export async function startPracticeDns(): Promise<PracticeDns> {
  const dns = await startDns();
  const exchange = `${organisation.domain.replaceAll('.', '-')}.mail.protection.outlook.com`;
  dns.add({ [organisation.domain]: [{ type: 'MX', priority: 0, exchange }] });
  return dns;
}
