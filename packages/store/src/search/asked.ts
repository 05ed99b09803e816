/**
 * What is typed into the search box, taken apart: words, and the filters that are written among them.
 *
 * ```
 * invoice account:sales@example.com address:ann@supplier.com domain:supplier.com,supplier.fr
 * ```
 * Several of one kind are alternatives, separated by commas or each by itself; addresses and domains are both correspondents. What is no
 * filter is words, a colon and all.
 */

export interface Asked {
  words: string;
  /** Addresses of mailboxes. */
  accounts: string[];
  addresses: string[];
  domains: string[];
}

const filters = { account: 'accounts', address: 'addresses', domain: 'domains' } as const;
const written = /^(account|address|domain):(.+)$/i;

export function readAsked(text: string): Asked {
  const asked: Asked = { words: '', accounts: [], addresses: [], domains: [] };
  const words: string[] = [];
  for (const token of text.split(/\s+/)) {
    const [, name, value] = written.exec(token) ?? [];
    const filter = Object.entries(filters).find(([each]) => each === name?.toLowerCase())?.[1];
    if (filter === undefined || value === undefined) words.push(token);
    else asked[filter].push(...value.split(',').filter((each) => each !== ''));
  }
  return { ...asked, words: words.join(' ').trim() };
}
