import { microsoftClouds } from '@mailroom/model';
import { type AutodiscoverAnswer, autodiscoverQuestion, readAutodiscover } from '../autodiscover-answer.ts';
import { hostName } from '../host-name.ts';
import { offerOf, providerOfHost } from '../known-provider.ts';
import type { Method, Question } from '../method.ts';
import type { Finding } from '../settings.ts';
import { XmlRefused } from '../xml.ts';

/** Microsoft has its customers point `autodiscover` here. It outlives a mail filter put before the mailboxes. */
const microsoftNames: readonly (readonly [name: string, cloudId: string])[] = [
  ['autodiscover.outlook.com', 'global'],
  ['autodiscover.office365.us', 'us-government'],
  ['autodiscover.partner.outlook.cn', 'china'],
];

const mostRedirects = 2;

async function byAlias({ address, network }: Question, signal: AbortSignal): Promise<Finding> {
  const aliases = await network.names.aliases(`autodiscover.${address.domain}`, signal);
  const cloudId = microsoftNames.find(([name]) => aliases.includes(name))?.[1];
  const cloud = microsoftClouds.find(({ id }) => id === cloudId);
  const provider = cloud ? providerOfHost(cloud.imap.host) : null;
  const offer = provider && offerOf(provider, address);
  return offer && { offer: { ...offer, inferred: true } };
}

function read(text: string, question: Question): AutodiscoverAnswer {
  try {
    return readAutodiscover(text, question.address);
  } catch (thrown) {
    if (thrown instanceof XmlRefused) return { redirect: null, finding: null };
    throw thrown;
  }
}

async function byDocument(host: string, question: Question, signal: AbortSignal): Promise<Finding> {
  const body = autodiscoverQuestion(question.address);
  let url = `https://${host}/autodiscover/autodiscover.xml`;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const text = await question.network.fetchDocument({ url, body, signal });
    if (text === null) return null;
    const { redirect, finding } = read(text, question);
    if (redirect === null) return finding;
    url = redirect;
  }
  return null;
}

async function byService(question: Question, signal: AbortSignal): Promise<Finding> {
  const { address, network } = question;
  const [record] = await network.names.services(`_autodiscover._tcp.${address.domain}`, signal);
  const host = record && record.port === 443 ? hostName(record.name) : null;
  return host === null ? null : byDocument(host, question, signal);
}

/** Exchange's own discovery: by where the name leads, then by asking there without credentials, as hosting panels allow. */
export const autodiscover: Method = {
  name: 'autodiscover',
  deadline: 4000,
  async find(question, signal) {
    const hosted = await byAlias(question, signal);
    if (hosted !== null) return hosted;
    const asked = await Promise.allSettled([
      byDocument(`autodiscover.${question.address.domain}`, question, signal),
      byService(question, signal),
    ]);
    const found = asked.find((answer) => answer.status === 'fulfilled' && answer.value !== null);
    if (found?.status === 'fulfilled') return found.value;
    const failed = asked.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return null;
  },
};
