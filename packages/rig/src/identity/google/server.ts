import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Browsers } from '../authorize/browsers.ts';
import { RunningSignIns } from '../authorize/running-sign-ins.ts';
import { Chance } from '../chance.ts';
import { Outage } from '../outage.ts';
import { type TokenFault, TokenTraffic } from '../token/traffic.ts';
import type { Google } from './google.ts';
import { serve } from './routes.ts';
import { GoogleCodes } from './token/codes.ts';
import { GoogleTokens } from './token/tokens.ts';
import { Clients, type GoogleClient, type NewGoogleClient } from './world/clients.ts';
import { Grants } from './world/grants.ts';
import { type GooglePerson, type NewGooglePerson, type Organisation, People } from './world/people.ts';

export interface GoogleIdentityServerOptions {
  /** Free port when absent. */
  readonly port?: number;
  readonly seed?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a live access token is good for. */
export interface GoogleAccess {
  readonly person: GooglePerson;
  readonly scopes: ReadonlySet<string>;
  readonly expires: Date;
}

/**
 * A practice Google on loopback: sign-in, tokens, and the two resources a mail client asks beside IMAP and SMTP. Set the
 * world up through the methods; everything else happens over HTTP at `origin`.
 */
export class GoogleIdentityServer {
  readonly #google: Google;
  readonly #http: Server;
  readonly origin: string;

  constructor(google: Google, http: Server) {
    this.#google = google;
    this.#http = http;
    this.origin = google.origin;
  }

  /** Ends open connections too. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve, reject) => {
      this.#http.close((error) => (error === undefined ? resolve() : reject(error)));
    });
    this.#http.closeAllConnections();
    await closed;
  }

  /** Adds a Workspace organisation, or changes whether its administrator keeps applications out. */
  putOrganisation(domain: string, blocksApplications = false): Organisation {
    return this.#google.people.putOrganisation({ domain, blocksApplications });
  }

  addPerson(person: NewGooglePerson): GooglePerson {
    return this.#google.people.add(person);
  }

  /** Who has this address. */
  person(address: string): GooglePerson | undefined {
    return this.#google.people.byAddress(address);
  }

  /** An OAuth client; one with a known `clientId` replaces that one. */
  putClient(client: NewGoogleClient): GoogleClient {
    return this.#google.clients.put(client);
  }

  /** The person removes the application from their account: its tokens end, and consent is asked for anew. */
  withdrawConsent(person: GooglePerson, clientId: string): void {
    this.#google.grants.withdraw(person.id, clientId);
    this.#google.tokens.revokeGrant(person.id, clientId);
  }

  /** Ends every token that opens mail, as Google does. */
  changePassword(person: GooglePerson, password: string): void {
    this.#google.people.changePassword(person, password);
    this.#google.tokens.revokeMail(person.id);
    this.#google.browsers.forgetEverywhere(person.id);
  }

  /** The organisation's session control: refreshing answers `invalid_rapt` until the person signs in again. */
  requireReauthentication(person: GooglePerson): void {
    this.#google.tokens.requireReauthentication(person.id, true);
    this.#google.browsers.forgetEverywhere(person.id);
  }

  /** As when a person had consented before and was not asked again: codes bring no refresh token. */
  withholdRefreshTokens(withheld: boolean): void {
    this.#google.tokens.withholdRefresh(withheld);
  }

  expireAccessTokens(person?: GooglePerson): void {
    this.#google.tokens.expireAccess(person?.id);
  }

  /** Scripts what happens to a coming token request; several calls queue up. */
  failNext(fault: TokenFault): void {
    this.#google.tokenTraffic.failNext(fault);
  }

  clearFaults(): void {
    this.#google.tokenTraffic.clear();
  }

  /** Requests that reached the token endpoint, by grant type or in all. */
  tokenRequests(grantType?: string): number {
    return this.#google.tokenTraffic.count(grantType);
  }

  setOutage(outage: 'html' | 'unreachable' | undefined): void {
    this.#google.outage.set(outage);
  }

  /** Who an access token speaks for and what it allows; undefined when it is unknown or no longer good. */
  validateAccessToken(accessToken: string): GoogleAccess | undefined {
    const { tokens, people } = this.#google;
    const grant = tokens.valid(accessToken);
    const person = people.get(grant?.personId ?? '');
    if (grant === undefined || person === undefined) return undefined;
    return {
      person,
      scopes: new Set(grant.scopes),
      expires: new Date(tokens.expiryOf(accessToken) ?? 0),
    };
  }
}

/** Starts on loopback; `close()` it. @throws Error when the port is taken */
export async function startGoogleIdentityServer(
  options: GoogleIdentityServerOptions = {},
): Promise<GoogleIdentityServer> {
  const http = createServer();
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const google = createGoogle(options, `http://localhost:${port}`);
  http.on('request', (request, response) => serve(google, request, response));
  return new GoogleIdentityServer(google, http);
}

function createGoogle(options: GoogleIdentityServerOptions, origin: string): Google {
  const now = options.now ?? Date.now;
  const chance = new Chance(options.seed ?? 'practice');
  return {
    origin,
    now,
    chance,
    people: new People(chance),
    clients: new Clients(chance),
    grants: new Grants(),
    browsers: new Browsers(),
    signIns: new RunningSignIns(chance),
    codes: new GoogleCodes(chance, now),
    tokens: new GoogleTokens(chance, now),
    tokenTraffic: new TokenTraffic(),
    outage: new Outage(),
  };
}
