import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Browsers } from './authorize/browsers.ts';
import { RunningSignIns } from './authorize/running-sign-ins.ts';
import { Chance } from './chance.ts';
import { refusalBody, SignInRefused } from './errors.ts';
import type { Identity } from './identity.ts';
import { Outage } from './outage.ts';
import { serve } from './routes.ts';
import { permissionsNamed, type Resource, Scopes } from './scopes.ts';
import { type AccessGrant, AccessTokens } from './token/access-tokens.ts';
import { AssertionsUsed } from './token/assertions-used.ts';
import { AuthorizationCodes } from './token/codes.ts';
import { IdTokens } from './token/id-tokens.ts';
import { RefreshTokens } from './token/refresh-tokens.ts';
import { type TokenFault, TokenTraffic } from './token/traffic.ts';
import { type AdminConsentPolicy, Consents } from './world/consents.ts';
import { Directory, type NewPerson, type NewTenant, type Person, type Tenant } from './world/directory.ts';
import { MailboxPermissions, type MailboxRight, type Trustee } from './world/mailbox-permissions.ts';
import { Policies, type PolicyCode } from './world/policies.ts';
import { type NewRegistration, type Registration, Registrations } from './world/registrations.ts';

export interface IdentityServerOptions {
  /** Free port when absent. */
  readonly port?: number;
  /** Everything random is drawn from this, except cookies and the key that signs id_tokens. */
  readonly seed?: string;
  /** Milliseconds since 1970. Clients compare `exp` of an id_token with their own clock. */
  readonly now?: () => number;
  /** Prefix of the Outlook resource's scopes in this cloud; Microsoft's two global ones when absent. Ends with `/`. */
  readonly mailScopePrefix?: string;
  readonly graphScopePrefix?: string;
  /** Seconds; random between 3600 and 5400 when absent. */
  readonly accessTokenLifetime?: number;
  /** Credentials of the introspection endpoint. */
  readonly introspection?: { readonly user: string; readonly password: string };
}

/** What a live access token is good for. */
export interface Access {
  readonly person: Person;
  readonly resource: Resource;
  /** Names without prefix: `IMAP.AccessAsUser.All`. */
  readonly permissions: ReadonlySet<string>;
  readonly expires: Date;
  /** Whether an administrator let this person into somebody else's mailbox, or one that is shared. */
  mayOpen(mailbox: string): boolean;
}

/** What a live access token of an application that acts in its own name is good for. */
export interface ApplicationAccess {
  readonly application: Registration;
  readonly resource: Resource;
  /** Names without prefix: `IMAP.AccessAsApp`. */
  readonly permissions: ReadonlySet<string>;
  readonly expires: Date;
  /** Whether an administrator let the application into this mailbox. */
  mayOpen(mailbox: string): boolean;
}

/**
 * A practice Microsoft identity platform (v2.0) on loopback, with the world it serves: tenants, people, registrations.
 * Set the world up through the methods; everything else happens over HTTP at `origin`.
 */
export class IdentityServer {
  readonly #identity: Identity;
  readonly #http: Server;
  readonly #clock: Clock;
  readonly origin: string;

  constructor(identity: Identity, http: Server, clock: Clock) {
    this.#identity = identity;
    this.#http = http;
    this.#clock = clock;
    this.origin = identity.origin;
  }

  /** What an administrator enters as the cloud's login host; `/{tenant}/v2.0` follows. */
  get authority(): string {
    return this.origin;
  }

  /** For Dovecot: POST with Basic credentials (see introspection.ts). */
  get introspection(): { readonly url: string; readonly user: string; readonly password: string } {
    return { url: `${this.origin}/introspect`, ...this.#identity.introspection };
  }

  /** Ends open connections too. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve, reject) => {
      this.#http.close((error) => (error === undefined ? resolve() : reject(error)));
    });
    this.#http.closeAllConnections();
    await closed;
  }

  /** The tenant with this identifier or domain. */
  tenant(name: string): Tenant | undefined {
    return this.#identity.directory.find(name);
  }

  /** The person who signs in as this, by sign-in name or any address of theirs. */
  person(name: string): Person | undefined {
    return this.#identity.directory.whoSignsInAs(name);
  }

  addTenant(tenant: NewTenant): Tenant {
    return this.#identity.directory.addTenant(tenant);
  }

  addPerson(person: NewPerson): Person {
    return this.#identity.directory.addPerson(person);
  }

  /** A registration with a known `clientId` replaces that one: a new secret, another redirect URI. */
  addRegistration(registration: NewRegistration): Registration {
    const tenant = this.#identity.directory.tenantOf(registration.tenant);
    return this.#identity.registrations.put(
      registration,
      tenant,
      permissionsNamed(registration.permissions ?? []),
    );
  }

  /** Ordinary people of this tenant can no longer consent; `restricted` is Microsoft's default since autumn 2025. */
  requireAdminConsent(tenant: Tenant | string, policy: AdminConsentPolicy = 'restricted'): void {
    this.#identity.consents.setPolicy(this.#identity.directory.tenantOf(tenant), policy);
  }

  /** "Grant admin consent" in the portal: for everything the registration lists, application permissions too. */
  grantAdminConsent(tenant: Tenant | string, registration: Registration): void {
    const { consents, directory } = this.#identity;
    const organisation = directory.tenantOf(tenant);
    consents.give(organisation, registration, registration.permissions);
    consents.giveAppRoles(organisation, registration, registration.appRoles);
  }

  /** The same for the application permissions alone: people are still asked for their own consent. */
  grantApplicationPermissions(tenant: Tenant | string, registration: Registration): void {
    const { consents, directory } = this.#identity;
    consents.giveAppRoles(directory.tenantOf(tenant), registration, registration.appRoles);
  }

  /**
   * `Add-MailboxPermission` in Exchange: a delegate, or an application that acts in its own name, may open this mailbox; or, with
   * `send-as`, `Add-RecipientPermission`: may send with its address.
   */
  permitMailbox(trustee: Trustee, mailbox: string, right: MailboxRight = 'full-access'): void {
    this.#identity.mailboxPermissions.give(trustee, mailbox, right);
  }

  /** `Remove-MailboxPermission`, `Remove-RecipientPermission`. */
  forbidMailbox(trustee: Trustee, mailbox: string, right: MailboxRight = 'full-access'): void {
    this.#identity.mailboxPermissions.take(trustee, mailbox, right);
  }

  /** Whether whoever has this address may send as another one. */
  maySendAs(address: string, other: string): boolean {
    const person = this.#identity.directory.whoSignsInAs(address);
    return person !== undefined && this.#identity.mailboxPermissions.has(person, other, 'send-as');
  }

  /** The person removes the application from their account. */
  withdrawConsent(holder: Person | Tenant, registration: Registration): void {
    this.#identity.consents.withdraw(holder, registration);
  }

  /** Policies of the directory for one person: 50076, 50079, 70043 until they sign in again, 53003 until lifted. */
  applyPolicy(person: Person, code: PolicyCode, error?: string): void {
    this.#identity.policies.apply(person, code, error);
  }

  /** A policy on the resource: signing in succeeds, and every token is refused until the policy is lifted. */
  applyLastingPolicy(person: Person, code: PolicyCode): void {
    this.#identity.policies.apply(person, code, undefined, true);
  }

  liftPolicy(person: Person): void {
    this.#identity.policies.lift(person);
  }

  /** "Revoke sessions": refresh tokens answer 50173, browsers are signed out; access tokens live on until they expire. */
  revokeGrants(person: Person): void {
    this.#identity.refreshTokens.revoke(person.id);
    this.#identity.browsers.forgetEverywhere(person.id);
  }

  /** 700082 from now on, for one person or everybody. */
  expireRefreshTokens(person?: Person): void {
    this.#identity.refreshTokens.expire(person?.id);
  }

  expireAccessTokens(person?: Person): void {
    this.#identity.accessTokens.expire(person?.id);
  }

  /** 70008 for codes not yet redeemed. */
  expireCodes(): void {
    this.#identity.codes.expire();
  }

  /** Seconds for tokens issued from now on; `undefined` for the random 60 to 90 minutes. */
  setAccessTokenLifetime(seconds: number | undefined): void {
    this.#identity.accessTokens.setLifetime(seconds);
  }

  /** Scripts what happens to a coming token request; several calls queue up. */
  failNext(fault: TokenFault): void {
    this.#identity.tokenTraffic.failNext(fault);
  }

  /** Every token request is told to come again later, 90055, until the faults are cleared. */
  throttle(seconds: number): void {
    const refused = new SignInRefused(90055, { seconds: String(seconds) });
    const { chance, now, tokenTraffic } = this.#identity;
    const trace = { traceId: chance.guid(), correlationId: chance.guid(), at: new Date(now()) };
    tokenTraffic.failNext({
      status: refused.status,
      headers: { 'retry-after': String(seconds) },
      body: refusalBody(refused, trace, this.origin),
      times: Number.POSITIVE_INFINITY,
    });
  }

  /** Ends every fault scripted for token requests. */
  clearFaults(): void {
    this.#identity.tokenTraffic.clear();
  }

  /** A captive portal's page in place of every answer, or connections that end without one; `undefined` ends it. */
  setOutage(outage: 'html' | 'unreachable' | undefined): void {
    this.#identity.outage.set(outage);
  }

  /**
   * The clock of this server is ahead of everybody's by so many milliseconds (behind, if negative): in the `Date` of
   * every answer, in id_tokens, and in what it takes for expired.
   */
  setClockSkew(milliseconds: number): void {
    this.#clock.skew = milliseconds;
  }

  /** Requests that reached the token endpoint, by grant type or in all. */
  tokenRequests(grantType?: string): number {
    return this.#identity.tokenTraffic.count(grantType);
  }

  /** Who an access token speaks for and what it allows; undefined when it is unknown or no longer good. */
  validateAccessToken(accessToken: string): Access | undefined {
    const grant = this.#identity.accessTokens.valid(accessToken);
    const person = this.#identity.directory.person(grant?.personId ?? '');
    if (grant === undefined || person === undefined) return undefined;
    const { mailboxPermissions } = this.#identity;
    return {
      person,
      ...goodFor(grant),
      mayOpen: (mailbox) => mailboxPermissions.has(person, mailbox, 'full-access'),
    };
  }

  /** What a token of the client credentials grant allows; undefined when it is unknown, expired, or a person's. */
  validateApplicationToken(accessToken: string): ApplicationAccess | undefined {
    const { accessTokens, registrations, mailboxPermissions } = this.#identity;
    const grant = accessTokens.valid(accessToken);
    const application = registrations.get(grant?.clientId ?? '');
    if (grant === undefined || grant.personId !== undefined || application === undefined) return undefined;
    return {
      application,
      ...goodFor(grant),
      mayOpen: (mailbox) => mailboxPermissions.has(application, mailbox, 'full-access'),
    };
  }
}

function goodFor({
  resource,
  permissions,
  expires,
}: AccessGrant): Pick<Access, 'resource' | 'permissions' | 'expires'> {
  const names = [...permissions].map((permission) => permission.slice(permission.indexOf('/') + 1));
  return { resource, permissions: new Set(names), expires: new Date(expires) };
}

/** The server's clock, which a test may set wrong. */
interface Clock {
  /** Milliseconds ahead of everybody else. */
  skew: number;
  /** Milliseconds since 1970. */
  now(): number;
}

function createClock(now: () => number): Clock {
  const clock: Clock = { skew: 0, now: () => now() + clock.skew };
  return clock;
}

/** Starts on loopback; `close()` it. @throws Error when the port is taken */
export async function startIdentityServer(options: IdentityServerOptions = {}): Promise<IdentityServer> {
  const http = createServer();
  // 127.0.0.1 and not `localhost`, which is ::1 alone on some machines; clients resolve the name to both.
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const clock = createClock(options.now ?? Date.now);
  const identity = createIdentity(options, `http://localhost:${port}`, clock.now);
  http.on('request', (request, response) => serve(identity, request, response));
  return new IdentityServer(identity, http, clock);
}

function createIdentity(options: IdentityServerOptions, origin: string, now: () => number): Identity {
  const chance = new Chance(options.seed ?? 'practice');
  return {
    origin,
    now,
    chance,
    scopes: new Scopes({
      mailPrefixes:
        options.mailScopePrefix === undefined
          ? ['https://outlook.office.com/', 'https://outlook.office365.com/']
          : [options.mailScopePrefix],
      graphPrefix: options.graphScopePrefix ?? 'https://graph.microsoft.com/',
    }),
    directory: new Directory(chance),
    registrations: new Registrations(chance, now),
    consents: new Consents(),
    policies: new Policies(),
    mailboxPermissions: new MailboxPermissions(),
    browsers: new Browsers(),
    signIns: new RunningSignIns(chance),
    codes: new AuthorizationCodes(chance, now),
    accessTokens: new AccessTokens(chance, now, options.accessTokenLifetime),
    refreshTokens: new RefreshTokens(chance, now),
    idTokens: new IdTokens(now),
    assertions: new AssertionsUsed(),
    outage: new Outage(),
    tokenTraffic: new TokenTraffic(),
    introspection: options.introspection ?? {
      user: 'mailserver',
      password: chance.tokenOf('introspection', 18),
    },
  };
}
