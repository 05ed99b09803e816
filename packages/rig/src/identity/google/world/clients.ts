import type { Chance } from '../../chance.ts';

/** OAuth clients of a Google Cloud project: what an administrator enters in its console. */
export interface GoogleClient {
  /** `<project number>-<letters>.apps.googleusercontent.com`. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly projectNumber: string;
  readonly redirectUris: readonly string[];
  /** `internal`: people of the organisation only, no review, no seven days. */
  readonly audience: 'internal' | 'external';
  /** Domain of the organisation that owns the project. */
  readonly organisation: string | undefined;
  /** An external application in testing serves its test users, for seven days each time. */
  readonly publishing: 'testing' | 'production';
  /** Google has reviewed it; until then a warning comes first where it asks for mail. */
  readonly verified: boolean;
  readonly testUsers: readonly string[];
  /** The Gmail API is switched on in the project: needed for aliases, not for IMAP. */
  readonly gmailApi: boolean;
  readonly disabled: boolean;
}

export type NewGoogleClient = Partial<Omit<GoogleClient, 'projectNumber'>> &
  Pick<GoogleClient, 'redirectUris'>;

export class Clients {
  readonly #chance: Chance;
  readonly #clients = new Map<string, GoogleClient>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /**
   * Adds a client or replaces the one with the same client ID.
   * @throws RangeError for a redirect URI that the console does not take
   */
  put(client: NewGoogleClient): GoogleClient {
    for (const uri of client.redirectUris) checkRedirectUri(uri);
    const name = client.name ?? 'Mailroom';
    const digits = BigInt(`0x${this.#chance.guidOf(`project ${name}`).replaceAll('-', '')}`).toString();
    const projectNumber = digits.padStart(12, '1').slice(0, 12);
    const letters = this.#chance.guidOf(`client ${name}`).replaceAll('-', '');
    const added: GoogleClient = {
      clientId: `${projectNumber}-${letters}.apps.googleusercontent.com`,
      clientSecret: `GOCSPX-${this.#chance.tokenOf(`client secret ${name}`, 21)}`,
      name,
      audience: 'external',
      organisation: undefined,
      publishing: 'production',
      verified: true,
      testUsers: [],
      gmailApi: true,
      disabled: false,
      ...client,
      projectNumber,
    };
    this.#clients.set(added.clientId, added);
    return added;
  }

  get(clientId: string): GoogleClient | undefined {
    return this.#clients.get(clientId);
  }
}

/** https, or http on localhost; no fragment, no bare address. */
function checkRedirectUri(uri: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const local = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const named = local || /[a-z]/i.test(url?.hostname.split('.').at(-1) ?? '');
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && local);
  if (url === undefined || !safe || !named || uri.includes('#')) {
    throw new RangeError(`The redirect URI "${uri}" cannot be entered.`);
  }
}
