import type { z } from 'zod';
import { fieldError } from './field-error.ts';

/** A contract's schema as the rule of a form: one sentence per field, below its own path (`imap.host`). */
export function validateWith(schema: z.ZodType): (values: unknown) => Record<string, string> {
  return (values) => {
    const checked = schema.safeParse(values);
    if (checked.success) return {};
    const errors: Record<string, string> = {};
    for (const issue of checked.error.issues) {
      const path = issue.path.join('.');
      errors[path] ??= fieldError(issue);
    }
    return errors;
  };
}
