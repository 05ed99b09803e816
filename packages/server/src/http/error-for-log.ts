/** What is logged of a thrown value. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggedError;
}

const depthLimit = 4;

/**
 * Name, message, code, stack and causes, and no other property: libraries hang whole requests and answers, with their tokens,
 * on the errors they throw.
 */
export function errorForLog(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'a value that is not an Error' };
  const logged: LoggedError = { type: thrown.name, message: thrown.message };
  if ('code' in thrown && typeof thrown.code === 'string') logged.code = thrown.code;
  if (thrown.stack) logged.stack = thrown.stack;
  if (thrown.cause !== undefined && depth < depthLimit) logged.cause = errorForLog(thrown.cause, depth + 1);
  return logged;
}
