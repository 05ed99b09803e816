/** STORE of Gmail's labels (developers.google.com, "IMAP extensions"). */
import type { ImapConnection } from './connection.ts';
import { uidSets } from './uid-set.ts';

/** Labels of Gmail's to be added and taken away. */
export interface LabelChange {
  add: readonly string[];
  remove: readonly string[];
}

export async function storeLabels(
  connection: ImapConnection,
  uids: readonly number[],
  { add, remove }: LabelChange,
): Promise<void> {
  const { client } = connection;
  const options = { uid: true, useLabels: true };
  for (const { text } of uidSets([...uids].sort((a, b) => a - b))) {
    const stored = await connection.run(
      async () =>
        // Added first: cut off in between, a message is in both folders, not in none.
        (add.length === 0 || (await client.messageFlagsAdd(text, [...add], options))) &&
        (remove.length === 0 || (await client.messageFlagsRemove(text, [...remove], options))),
    );
    if (!stored) throw connection.refusal();
  }
}
