import type { Method } from '../method.ts';
import { firstClientConfig } from '../read-document.ts';

/** The same document on the domain's web site. */
export const wellKnown: Method = {
  name: 'well-known',
  deadline: 4000,
  find(question, signal) {
    const url = `https://${question.address.domain}/.well-known/autoconfig/mail/config-v1.1.xml`;
    return firstClientConfig([url], question, signal);
  },
};
