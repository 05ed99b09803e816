/**
 * Takes out of an offer what could never be connected to: servers that do not exist, and those that the egress policy keeps
 * Mailroom from. The connection itself is judged again, with the address it is really made to.
 */
import { Failure, type MailHost } from '@mailroom/model';
import { mayReach, refusedByPolicy, vetHost } from '../egress/index.ts';
import type { Question } from './method.ts';
import type { Finding, ServerOffer } from './settings.ts';

async function assertReachable(server: MailHost, { network, policy }: Question, signal: AbortSignal) {
  vetHost(server, policy);
  const found = await network.names.addresses(server.host, signal);
  if (!found.some(({ address }) => mayReach(address, policy))) throw refusedByPolicy(server.host);
}

/** @throws Failure where DNS could not say, or every half was refused. */
export async function vetted(finding: Finding, question: Question, signal: AbortSignal): Promise<Finding> {
  if (finding === null || !('offer' in finding) || finding.offer.known !== null) return finding;
  const { offer } = finding;
  let refusal: unknown = null;
  const kept = async (half: ServerOffer | null): Promise<ServerOffer | null> => {
    if (half === null) return null;
    try {
      await assertReachable(half.server, question, signal);
      return half;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      refusal = thrown;
      return null;
    }
  };
  const [imap, smtp] = await Promise.all([kept(offer.imap), kept(offer.smtp)]);
  if (imap === null && smtp === null) throw refusal;
  return { offer: { ...offer, imap, smtp } };
}
