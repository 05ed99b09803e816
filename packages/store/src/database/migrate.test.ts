import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../index.ts';
import { type Migration, migrations } from '../migrations/index.ts';
import { SecretBox } from '../secrets/secret-box.ts';
import { purposeKey } from '../secrets/secret-key.ts';
import { secretKey, silent, TestClock, temporaryDirectory } from '../testing/world.ts';
import { sqlite } from './dialect.ts';
import { migrate, SchemaTooNew, verifyRegistration } from './migrate.ts';
import { openDatabase } from './open.ts';

const now = () => new Date(0);
const secrets = new SecretBox(purposeKey(secretKey, 'mailroom/store/secrets/1'));

async function temporaryFile(): Promise<string> {
  return join(await temporaryDirectory(), 'mailroom.db');
}

function open(file: string): Kysely<never> {
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  return db as unknown as Kysely<never>;
}

function tables(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare("select name from sqlite_schema where type = 'table' order by name").all();
  db.close();
  return rows.map((row) => String(row.name));
}

const makesTable = (name: Migration['name'], table: string): Migration => ({
  name,
  async up(db) {
    await db.schema.createTable(table).addColumn('id', 'integer').execute();
  },
});

describe('migrate', () => {
  it('applies what is missing, in order, and then nothing', async () => {
    const file = await temporaryFile();
    const one = makesTable('0001-one', 'one');
    const two = makesTable('0002-two', 'two');
    expect(await migrate(open(file), sqlite, [one], now, secrets)).toEqual(['0001-one']);
    expect(await migrate(open(file), sqlite, [one, two], now, secrets)).toEqual(['0002-two']);
    expect(await migrate(open(file), sqlite, [one, two], now, secrets)).toEqual([]);
    expect(tables(file)).toEqual(['one', 'schema_migrations', 'two']);
  });

  it('refuses a schema newer than the code, and changes nothing', async () => {
    const file = await temporaryFile();
    const one = makesTable('0001-one', 'one');
    await migrate(open(file), sqlite, [one, makesTable('0002-two', 'two')], now, secrets);
    const before = tables(file);
    const refused = migrate(open(file), sqlite, [one], now, secrets);
    await expect(refused).rejects.toThrow(SchemaTooNew);
    await expect(refused).rejects.toMatchObject({ found: '0002-two', known: '0001-one' });
    expect(tables(file)).toEqual(before);
  });

  it('undoes a migration that fails half-way, and runs it again the next time', async () => {
    const file = await temporaryFile();
    const failing: Migration = {
      name: '0002-two',
      async up(db, dialect, box) {
        await makesTable('0002-two', 'half').up(db, dialect, box);
        throw new Error('half-way');
      },
    };
    const one = makesTable('0001-one', 'one');
    await expect(migrate(open(file), sqlite, [one, failing], now, secrets)).rejects.toThrow('half-way');
    expect(tables(file)).toEqual(['one', 'schema_migrations']);
    const mended = makesTable('0002-two', 'half');
    expect(await migrate(open(file), sqlite, [one, mended], now, secrets)).toEqual(['0002-two']);
  });

  it('applies each migration once when several connections start together', async () => {
    const file = await temporaryFile();
    const list = [makesTable('0001-one', 'one'), makesTable('0002-two', 'two')];
    const applied = await Promise.all([1, 2, 3].map(() => migrate(open(file), sqlite, list, now, secrets)));
    expect(applied.flat().sort()).toEqual(['0001-one', '0002-two']);
  });

  it('lets processes start together on one new database', async () => {
    const directory = await temporaryDirectory();
    const program = join(import.meta.dirname, '../testing/second-process.ts');
    const run = promisify(execFile);
    const args = [program, join(directory, 'mailroom.db'), directory];
    const outcomes = await Promise.all([1, 2].map(() => run(process.execPath, args)));
    expect(outcomes.map(({ stdout }) => stdout)).toEqual(['opened', 'opened']);
  });

  it('applies a number that came in after greater ones', async () => {
    const file = await temporaryFile();
    const one = makesTable('0001-one', 'one');
    const two = makesTable('0002-two', 'two');
    const three = makesTable('0003-three', 'three');
    await migrate(open(file), sqlite, [one, three], now, secrets);
    expect(await migrate(open(file), sqlite, [one, two, three], now, secrets)).toEqual(['0002-two']);
    expect(await migrate(open(file), sqlite, [one, two, three], now, secrets)).toEqual([]);
  });

  it('refuses a database with another history', async () => {
    const file = await temporaryFile();
    await migrate(open(file), sqlite, [makesTable('0001-one', 'one')], now, secrets);
    const other = [makesTable('0001-other', 'other'), makesTable('0002-two', 'two')];
    await expect(migrate(open(file), sqlite, other, now, secrets)).rejects.toThrow('"0001-one"');
  });
});

describe('the registered migrations', () => {
  it('are all files of their folder, numbered in their order', () => {
    verifyRegistration(migrations);
    const files = readdirSync(join(import.meta.dirname, '../migrations')).filter((name) =>
      /^\d.*(?<!\.test)\.ts$/.test(name),
    );
    expect(files.sort()).toEqual(migrations.map(({ name }) => `${name}.ts`));
  });

  it('must be numbered in order', () => {
    const [one, two] = [makesTable('0001-one', 'one'), makesTable('0002-two', 'two')];
    expect(() => verifyRegistration([two, one])).toThrow('number 2');
    expect(() => verifyRegistration([one, two, makesTable('0002-too', 'too')])).toThrow('number 2');
  });
});

describe('openStore', () => {
  it('makes a database that only this user can read', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'data', 'mailroom.db');
    const store = await openStore({
      file,
      dataDir: directory,
      secretKey,
      clock: new TestClock(),
      log: silent,
    });
    onTestFinished(() => store.close());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  });
});
