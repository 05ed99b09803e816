/** People, for tests of the store alone: their tables are better-auth's, which the server makes. */
import { DatabaseSync } from 'node:sqlite';

const tables = `
  create table if not exists auth_people (id text primary key, name text not null, email text not null, image text, role text not null,
    locale text, "timeZone" text, theme text not null, "createdAt" text not null, "deactivatedAt" text, "twoFactorEnabled" integer);
  create table if not exists auth_sessions (id text primary key, "userId" text, "expiresAt" text, "updatedAt" text);
  create table if not exists auth_keys (id text primary key, "referenceId" text);
  create table if not exists auth_passkeys (id text primary key, "userId" text);
  create table if not exists auth_second_factors (id text primary key, "userId" text);
  create table if not exists auth_credentials (id text primary key, "userId" text, "providerId" text)`;

/** @param file the database's */
export function addPeople(file: string, ids: readonly string[]): void {
  const raw = new DatabaseSync(file);
  raw.exec(tables);
  const insert = raw.prepare(`insert into auth_people (id, name, email, role, theme, "createdAt")
    values (?, ?, ?, 'member', 'auto', '2026-01-01T00:00:00Z')`);
  for (const id of ids) insert.run(id, id, `${id}@example.com`);
  raw.close();
}
