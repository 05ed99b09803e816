import type { Method } from '../method.ts';
import { firstClientConfig } from '../read-document.ts';

/**
 * The provider's own configuration server: the address that the autoconfig draft requires, and the older one. It is told the
 * whole address, since a provider may have several servers; it is the one that keeps the mailbox anyway.
 */
export const autoconfig: Method = {
  name: 'autoconfig',
  deadline: 4000,
  find(question, signal) {
    const { domain, text } = question.address;
    const query = `?emailaddress=${encodeURIComponent(text)}`;
    const urls = [
      `https://autoconfig.${domain}/.well-known/mail-v1.xml${query}`,
      `https://autoconfig.${domain}/mail/config-v1.1.xml${query}`,
    ];
    return firstClientConfig(urls, question, signal);
  },
};
