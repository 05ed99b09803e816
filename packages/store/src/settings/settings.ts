/** Small values of the installation that are neither configuration nor anybody's: by name, as JSON. */
import { type StoreContext, write } from '../database/context.ts';

/** A zod schema, or anything else that parses or throws. */
export interface ValueSchema<Value> {
  parse(value: unknown): Value;
}

export class Settings {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** The value under `name`, or undefined. `schema` is what it must look like; another form throws. */
  async get<Value>(name: string, schema: ValueSchema<Value>): Promise<Value | undefined> {
    const row = await this.#context.db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row && schema.parse(JSON.parse(row.value));
  }

  async set(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    await write(this.#context, async ({ db }) => {
      await db
        .insertInto('settings')
        .values({ name, value: text })
        .onConflict((existing) => existing.column('name').doUpdateSet({ value: text }))
        .execute();
    });
  }

  async remove(name: string): Promise<void> {
    await write(this.#context, async ({ db }) => {
      await db.deleteFrom('settings').where('name', '=', name).execute();
    });
  }
}
