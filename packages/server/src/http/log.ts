import { type DestinationStream, type Logger, pino } from 'pino';
import { errorForLog } from './error-for-log.ts';
import { inertJson } from './inert-json.ts';
import { LogOutput } from './log-output.ts';

/** Field names that are never logged, whoever hands them in. */
const secretFields = [
  'password',
  'clientSecret',
  'credential',
  'credentials',
  'privateKey',
  'secretKey',
  'accessToken',
  'refreshToken',
  'idToken',
  'token',
  'tokens',
  'codeVerifier',
  'cookie',
  'authorization',
  'set-cookie',
  'html',
  'raw',
];

const redactable = secretFields.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]);

const standardOutput = 1;
const nothing = () => undefined;

/**
 * The log: JSON lines. Mail, secrets and query strings are kept out where lines are written; the redaction here is the second
 * line of defence.
 */
export function createLog(options: { level: string; destination?: DestinationStream }): Logger {
  const output = options.destination ?? new LogOutput(standardOutput);
  return pino(
    {
      level: options.level,
      base: null,
      redact: { paths: redactable, censor: '[kept out of the log]' },
      // Requests hold cookies and addresses with codes; what is logged of them is in request-log.ts.
      serializers: { err: errorForLog, error: errorForLog, req: nothing, res: nothing },
    },
    { write: (line) => output.write(inertJson(line)) },
  );
}
