/** Ways of signing in; `LOGIN` is the command of that name. */
export type Mechanism = 'XOAUTH2' | 'OAUTHBEARER' | 'PLAIN' | 'LOGIN';

export interface AuthenticationRequest {
  readonly mechanism: Mechanism;
  /** As the client wrote it; usually an address. */
  readonly user: string;
  /** Access token or password. */
  readonly secret: string;
}

export type AuthenticationResult =
  | {
      readonly ok: true;
      /** Address of the mailbox to open. */
      readonly mailbox: string;
      /** When the access token ends; some providers end the session with it. */
      readonly expiresAt?: Date;
    }
  | {
      readonly ok: false;
      /** `401`: no such token or user; `400`: the token is for something else. Default `401`. */
      readonly status?: '400' | '401';
    };

/** Decides who may sign in. */
export type Authenticate = (request: AuthenticationRequest) => Promise<AuthenticationResult>;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes a SASL response; `=` alone is the empty one (RFC 4959). @returns undefined if it is no base64. */
export function decodeResponse(line: string): string | undefined {
  if (line === '=') return '';
  if (!BASE64.test(line) || line.length % 4 !== 0) return undefined;
  return Buffer.from(line, 'base64').toString('utf8');
}

/** Reads what a client says under a mechanism. @returns undefined if it does not have the mechanism's form. */
export function readCredentials(
  mechanism: Exclude<Mechanism, 'LOGIN'>,
  response: string,
): AuthenticationRequest | undefined {
  if (mechanism === 'PLAIN') {
    const [, user, secret, ...more] = response.split('\0');
    if (user === undefined || secret === undefined || more.length > 0) return undefined;
    return { mechanism, user, secret };
  }
  const [first = '', ...fields] = response.split('\u0001');
  if (fields.at(-1) !== '' || fields.at(-2) !== '') return undefined;
  const user = mechanism === 'XOAUTH2' ? /^user=(.*)$/.exec(first)?.[1] : bearerUser(first);
  const secret = fields
    .map((field) => /^auth=Bearer (.+)$/i.exec(field)?.[1])
    .find((token) => token !== undefined);
  return user === undefined || secret === undefined ? undefined : { mechanism, user, secret };
}

/** The GS2 header of RFC 7628 section 3.1: `n,a=user,`, comma and equals sign escaped. */
function bearerUser(header: string): string | undefined {
  const [, user] = /^[ny],a=([^,]*),$/.exec(header) ?? [];
  return user?.replace(/=2C/g, ',').replace(/=3D/g, '=');
}
