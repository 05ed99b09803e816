/** Structured log, pino's calling order. Never hand it a secret: the journey test greps every line for seeded ones. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  child(fields: object): Log;
}
