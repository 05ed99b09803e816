import { readClientConfig } from './client-config.ts';
import type { Question } from './method.ts';
import type { Finding } from './settings.ts';
import { XmlRefused } from './xml.ts';

/** What `read` makes of a document; nothing, where it is not well-formed. */
export function unlessRefused(read: () => Finding): Finding {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof XmlRefused) return null;
    throw thrown;
  }
}

/** Asks several addresses at once for a document of Mozilla's format; the first in the list that has settings counts. */
export async function firstClientConfig(
  urls: readonly string[],
  { address, network }: Question,
  signal: AbortSignal,
): Promise<Finding> {
  const answers = await Promise.allSettled(urls.map((url) => network.fetchDocument({ url, signal })));
  const findings = answers.map((answer) => {
    const text = answer.status === 'fulfilled' ? answer.value : null;
    return text === null ? null : unlessRefused(() => readClientConfig(text, address));
  });
  const found =
    findings.find((finding) => finding !== null && 'offer' in finding) ??
    findings.find((finding) => finding !== null);
  if (found) return found;
  const failed = answers.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return null;
}
