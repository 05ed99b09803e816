/** What `npm run bench -- sync` may be told. */
import { parseArgs } from 'node:util';

export const parts = ['firstSync', 'resync', 'delivery', 'idle', 'search'] as const;
export type Part = (typeof parts)[number];

export interface SyncOptions {
  /** Size of the large mailbox. */
  messages: number;
  /** First synchronisations of it; their medians are told. */
  runs: number;
  accounts: number;
  /** Whether mbsync and notmuch run, too: on 100,000 messages they take six minutes. */
  peers: boolean;
  parts: ReadonlySet<Part>;
}

/** @throws Error that says what is wrong with the arguments. */
export function readSyncOptions(args: readonly string[]): SyncOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      messages: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '3' },
      accounts: { type: 'string', default: '500' },
      'no-peers': { type: 'boolean', default: false },
      only: { type: 'string', default: parts.join(',') },
    },
  });
  const asked = values.only.split(',');
  const unknown = asked.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`--only knows ${parts.join(', ')}; not ${unknown}`);
  return {
    messages: wholeNumber(values.messages, 'messages'),
    runs: wholeNumber(values.runs, 'runs'),
    accounts: wholeNumber(values.accounts, 'accounts'),
    peers: !values['no-peers'],
    parts: new Set(parts.filter((part) => asked.includes(part))),
  };
}

function wholeNumber(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1`);
  return number;
}
