import { labelOfFolder, type PracticeFolder, type PracticeMessage } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import type { Session } from '../session.ts';

/** Reads labels of `STORE X-GM-LABELS`: folder names, or system labels such as `\Inbox`. */
export function parseLabels(session: Session, args: Arguments): string[] {
  const label = () => (args.looksAt('\\') ? args.flag() : session.path(args.astring()));
  return args.looksAt('(') ? args.list(label) : [label()];
}

/** Labels as X-GM-LABELS shows them: without the one that the folder itself stands for. */
export function formatLabels(session: Session, folder: PracticeFolder, message: PracticeMessage): string {
  const own = labelOfFolder(folder);
  const shown = [...message.labels].filter((label) => label !== own);
  return `(${shown.map((label) => (label.startsWith('\\') ? `"\\${label}"` : session.name(label))).join(' ')})`;
}
