import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { arrival, openWorld, temporaryDirectory } from '../testing/world.ts';
import { referrers } from './referrers.ts';

describe('what names a conversation', () => {
  it('is all on the list that a merge goes through', async () => {
    const dataDir = await temporaryDirectory();
    const file = join(dataDir, 'mailroom.sqlite');
    await openWorld({ file, dataDir });
    const raw = new DatabaseSync(file, { readOnly: true });
    const named: string[] = [];
    for (const { name } of raw.prepare(`select name from sqlite_schema where type = 'table'`).all()) {
      const keys = raw.prepare(`select "from", "table" from pragma_foreign_key_list(?)`).all(String(name));
      const columns = raw.prepare('select name from pragma_table_info(?)').all(String(name));
      const byName = columns
        .filter((column) => column.name === 'conversation_id')
        .map((column) => column.name);
      const byKey = keys.filter(({ table }) => table === 'conversations').map(({ from }) => from);
      named.push(...new Set([...byName, ...byKey].map((column) => `${name}.${column}`)));
    }
    raw.close();
    expect(named).toContain('messages.conversation_id');
    const listed = referrers.map(({ table, column }) => `${table}.${column}`);
    expect(named.filter((column) => !listed.includes(column))).toEqual([]);
  });

  it('follows when a late parent merges two conversations', async () => {
    const dataDir = await temporaryDirectory();
    const file = join(dataDir, 'mailroom.sqlite');
    const { store, scope, inbox, account } = await openWorld({ file, dataDir });
    const { mail } = store.ports;
    await mail.addArrivals(inbox.id, [arrival(3, { references: ['<2@x>'] }), arrival(1)]);
    const raw = new DatabaseSync(file);
    const ids = raw.prepare('select id from conversations').all();
    for (const { id } of ids) {
      raw
        .prepare(
          `insert into outgoing (account_id, person_id, conversation_id, state, "from", "to", cc, bcc, subject, html, text, snippet, "references", created_at)
           values (?, 'ada', ?, 'queued', '{}', '[]', '[]', '[]', '', '', '', '', '[]', 0)`,
        )
        .run(Number(account.id), Number(id));
    }
    raw.close();
    await mail.addArrivals(inbox.id, [arrival(2, { messageId: '<2@x>', references: ['<m1@example.com>'] })]);
    const { conversations } = await store.conversations.list(scope, { limit: 9 });
    expect(conversations).toHaveLength(1);
    const after = new DatabaseSync(file, { readOnly: true });
    const led = after.prepare('select distinct conversation_id as id from outgoing').all();
    after.close();
    expect(led.map(({ id }) => String(id))).toEqual([conversations[0]?.id]);
  });
});
