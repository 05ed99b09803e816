/**
 * Reading of what is somebody else's, on record: once an hour for each person and account, and for a broken glass every conversation that
 * is opened. What was noted is remembered here only so that a person who reads all day does not fill the log; another process notes again.
 */
import { record } from '../audit/record.ts';
import { type StoreContext, write } from '../database/context.ts';
import type { MailScope } from './mail-scope.ts';

const hour = 60 * 60_000;
/** Beyond this the oldest are forgotten, and noted again. */
const remembered = 10_000;

export class NotedUses {
  readonly #noted = new Map<string, number>();

  /** @returns whether it is new this hour */
  isNew(use: string, now: number): boolean {
    const last = this.#noted.get(use);
    if (last !== undefined && now - last < hour) return false;
    this.#noted.delete(use);
    this.#noted.set(use, now);
    const [oldest] = this.#noted.keys();
    if (this.#noted.size > remembered && oldest !== undefined) this.#noted.delete(oldest);
    return true;
  }
}

/** What was shown of one account: a list, or a conversation that was opened. */
export interface Use {
  accountId: number;
  conversationId: number | null;
}

export async function noteUses(context: StoreContext, scope: MailScope, uses: readonly Use[]): Promise<void> {
  const now = context.clock.now().getTime();
  const due = uses.filter((use) => isOthers(scope, use) && context.uses.isNew(nameOf(scope, use), now));
  if (due.length === 0) return;
  await write(context, async (change) => {
    for (const { accountId, conversationId } of due) {
      const broken = scope.brokenInto.has(accountId);
      const single = !broken && !scope.levels.has(accountId);
      const subject =
        conversationId === null ? null : { kind: 'conversation' as const, id: String(conversationId) };
      await record(change, {
        actor: scope.personId,
        origin: scope.origin,
        action: broken ? 'break-glass.used' : single ? 'conversation.read-by-other' : 'account.read-by-other',
        accountId,
        subject: broken || single ? subject : null,
      });
    }
  });
}

function isOthers(scope: MailScope, { accountId }: Use): boolean {
  return scope.levels.get(accountId) !== 'own';
}

function nameOf(scope: MailScope, { accountId, conversationId }: Use): string {
  const each = scope.brokenInto.has(accountId) || !scope.levels.has(accountId);
  return `${scope.personId} ${accountId} ${each ? (conversationId ?? '') : ''}`;
}
