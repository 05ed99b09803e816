/**
 * Mail filters that stand before a mailbox somewhere else. Their MX says nothing of the provider behind them, so whoever
 * concludes from it, or looks their domain up, finds the wrong servers.
 */
import { mxPattern } from './mx-pattern.ts';

const gateways: readonly (readonly [name: string, patterns: readonly string[]])[] = [
  ['Proofpoint', ['*.pphosted.com', '*.ppe-hosted.com', '*.gpphosted.com']],
  ['Mimecast', ['*.mimecast.com', '*.mimecast.co.za', '*.mimecast-offshore.com']],
  ['Barracuda', ['*.barracudanetworks.com', '*.cudaops.com']],
  ['Cisco Secure Email', ['*.iphmx.com']],
  ['Symantec Email Security', ['*.messagelabs.com']],
  ['Trend Micro', ['*.trendmicro.com', '*.trendmicro.eu']],
  ['Forcepoint', ['*.mailcontrol.com']],
  ['Sophos', ['*.hydra.sophos.com', '*.prod.hydra.sophos.com', '*.reflexion.net']],
  ['Hornetsecurity', ['*.hornetsecurity.com', '*.antispameurope.com']],
  ['Retarus', ['*.retarus.com', '*.retarus.de']],
  ['SpamExperts', ['*.spamexperts.com', '*.antispamcloud.com']],
  ['Trellix', ['*.fireeyecloud.com', '*.fireeyegov.com', '*.mxlogic.net']],
  ['Cloudflare', ['*.mx.cloudflare.net', '*.mxrecord.io', '*.mxrecord.mx']],
  ['Vade', ['*.vadesecure.com', '*.oxsus-vadesecure.net']],
  ['NoSpamProxy', ['*.cloud.nospamproxy.com']],
  ['Check Point', ['*.checkpointcloudsec.com']],
];

const patterns = gateways.flatMap(([name, spellings]) =>
  spellings.map((spelling) => [mxPattern(spelling), name] as const),
);

/** @param exchange an MX record's host, lower case. */
export function gatewayOf(exchange: string): string | null {
  return patterns.find(([pattern]) => pattern.test(exchange))?.[1] ?? null;
}
