/** Every row of a database's mail, to be compared before and after: what was not to be touched is the same, octet for octet. */
import type { DatabaseSync } from 'node:sqlite';

/** With the columns by which their rows are told apart. */
const mailTables = {
  accounts: ['id'],
  folders: ['id'],
  conversations: ['id'],
  thread_keys: ['account_id', 'key_hash'],
  messages: ['id'],
  places: ['folder_id', 'uid'],
  bodies: ['message_id'],
  quarantine: ['message_id'],
  intents: ['id'],
} as const;

export type MailTable = keyof typeof mailTables;
/** Rows as JSON text, by the table's name and their key. */
export type Dump = Map<string, string>;

export function dumpMail(database: DatabaseSync): Dump {
  const rows: Dump = new Map();
  for (const [table, keys] of Object.entries(mailTables)) {
    for (const row of database.prepare(`select * from ${table}`).all()) {
      rows.set(`${table} ${keys.map((key) => row[key]).join(' ')}`, JSON.stringify(row));
    }
  }
  return rows;
}

/** Keys of rows that one has and the other has not, or has otherwise. */
export function differingRows(one: Dump, other: Dump): string[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].filter((key) => one.get(key) !== other.get(key)).sort();
}
