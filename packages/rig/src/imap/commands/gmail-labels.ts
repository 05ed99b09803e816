import { labelOfFolder, type PracticeFolder, type PracticeMessage } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import type { Session } from '../session.ts';

/** Reads labels of `STORE X-GM-LABELS`: folder names, or system labels such as `\Inbox`. */
export function parseLabels(session: Session, args: Arguments): string[] {
  const label = () => (args.looksAt('\\') ? args.flag() : session.path(args.astring()));
  return args.looksAt('(') ? args.list(label) : [label()];
}

/** Characters that need no quotes (RFC 9051 `ATOM-CHAR`). */
const ATOM = /^[!#$&'+,./0-9:;<=>?@A-Z[^_`a-z|}~-]+$/;

/**
 * Labels as X-GM-LABELS shows them: without the one that the folder itself stands for, system labels always quoted, others
 * where they must be.
 */
export function formatLabels(session: Session, folder: PracticeFolder, message: PracticeMessage): string {
  const own = labelOfFolder(folder);
  const shown = [...message.labels].filter((label) => label !== own);
  return `(${shown.map((label) => (label.startsWith('\\') ? `"\\${label}"` : spelled(session, label))).join(' ')})`;
}

function spelled(session: Session, label: string): string {
  const quoted = session.name(label);
  const bare = quoted.slice(1, -1);
  return ATOM.test(bare) ? bare : quoted;
}

/** Labels that a message has once these are set, added or removed in a folder: its own label stays whatever is said there. */
export function changedLabels(
  folder: PracticeFolder,
  message: PracticeMessage,
  { mode, values }: { mode: 'set' | 'add' | 'remove'; values: readonly string[] },
): string[] {
  const own = labelOfFolder(folder);
  const named = new Set(values);
  if (mode === 'add') return [...message.labels, ...values];
  if (mode === 'remove') return [...message.labels].filter((label) => label === own || !named.has(label));
  return [...values, ...[...message.labels].filter((label) => label === own)];
}

/** Labels that no folder stands for are made by naming them. */
export function makeLabels(session: Session, labels: readonly string[]): void {
  const { openMailbox } = session;
  for (const label of labels) {
    if (!label.startsWith('\\') && !openMailbox.findFolder(label)) openMailbox.createFolder(label);
  }
}
