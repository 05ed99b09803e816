/** What a setting is: one name, one environment variable, one type, one default, one sentence of help. */

export interface Setting<Value> {
  env: `MAILROOM_${string}`;
  /** Allowed values, for the help text, e.g. `integer, 1 to 65535`. */
  type: string;
  /** What applies when the variable is not set. */
  fallback: Value;
  /** The default as the help text shows it, where the value itself would not tell. */
  fallbackText: string;
  help: string;
  /** The value of a variable's text. Throws an `Error` whose message completes "MAILROOM_X ...". */
  read(text: string): Value;
}

/** Value type of one setting. */
export type ValueOf<S> = S extends Setting<infer Value> ? Value : never;

type Description<Value> = Pick<Setting<Value>, 'env' | 'help'> & {
  fallback: Value;
  fallbackText?: string;
};

function setting<Value>(
  description: Description<Value>,
  type: string,
  read: (text: string) => Value,
): Setting<Value> {
  const fallbackText = description.fallbackText ?? String(description.fallback);
  return { ...description, type, read, fallbackText };
}

export function integer(
  description: Description<number> & { minimum: number; maximum: number },
): Setting<number> {
  const { minimum, maximum } = description;
  return setting(description, `integer, ${minimum} to ${maximum}`, (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new Error(`must be a whole number from ${minimum} to ${maximum}`);
    }
    return value;
  });
}

export function flag(description: Description<boolean>): Setting<boolean> {
  return setting(description, '`true` or `false`', (text) => {
    if (text !== 'true' && text !== 'false') throw new Error('must be true or false');
    return text === 'true';
  });
}

export function choice<const Value extends string>(
  description: Description<NoInfer<Value>> & { values: readonly Value[] },
): Setting<Value> {
  const { values } = description;
  return setting(description, values.map((value) => `\`${value}\``).join(', '), (text) => {
    const found = values.find((value) => value === text);
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  });
}

/** Free text of a named form; `read` throws what completes "MAILROOM_X ...". */
export function text<Value>(
  description: Description<Value> & { type: string },
  read: (value: string) => Value,
): Setting<Value> {
  return setting(description, description.type, read);
}
