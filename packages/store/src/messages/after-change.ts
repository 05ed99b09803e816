/** What follows whenever messages of an account were added, flagged, moved or hidden: conversations told anew, and the change log. */

import { refreshConversations } from '../conversations/aggregates.ts';
import type { Write } from '../database/context.ts';

export interface Touched {
  accountId: number;
  messages: Iterable<number>;
  conversations: Iterable<number>;
  folders: Iterable<number>;
}

export async function tellChanged({ db, changes }: Write, touched: Touched): Promise<void> {
  const { accountId } = touched;
  const { shown, empty } = await refreshConversations(db, touched.conversations);
  changes.put('conversation', accountId, shown);
  changes.remove('conversation', accountId, empty);
  changes.put('message', accountId, touched.messages);
  changes.put('folder', accountId, touched.folders);
}
