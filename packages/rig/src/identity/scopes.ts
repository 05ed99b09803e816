import { SignInRefused } from './errors.ts';

/**
 * Scopes: what an application asks for. A scope string names permissions; each belongs to one resource, and an access
 * token is for one resource only. Four names belong to OpenID Connect and to no resource.
 *
 * The trap this file keeps: a name without a prefix means Microsoft Graph, also `SMTP.Send` and
 * `IMAP.AccessAsUser.All`, and a Graph token is refused by IMAP and SMTP.
 */
export type Resource = 'graph' | 'mail';

/** `openid`, `mail/SMTP.Send`, `graph/User.Read`: a permission whatever the spelling it was asked for in. */
export type Permission = `${Resource}/${string}` | OidcScope;
export type OidcScope = (typeof oidcScopes)[number];

/** A permission an application has of its own, without a person: both resources of the same name have it at Exchange. */
export type AppRole = 'IMAP.AccessAsApp' | 'POP.AccessAsApp' | 'SMTP.SendAsApp';

const oidcScopes = ['openid', 'profile', 'email', 'offline_access'] as const;

const graphPermissions = [
  'User.Read',
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'MailboxSettings.Read',
  'MailboxSettings.ReadWrite',
  'IMAP.AccessAsUser.All',
  'POP.AccessAsUser.All',
  'SMTP.Send',
];
const mailPermissions = [
  'IMAP.AccessAsUser.All',
  'POP.AccessAsUser.All',
  'SMTP.Send',
  'Mail.Read',
  'Mail.ReadWrite',
];

/** Permissions that Microsoft's default policy no longer lets ordinary users of an organisation consent to. */
const restricted = /\/(IMAP|POP|EAS|EWS)\.AccessAsUser\.All$|^graph\/(Mail\.Read|MailboxSettings\.)/;

/** What the consent page says, by permission name. */
const words: Readonly<Record<string, readonly [title: string, meaning: string]>> = {
  openid: ['Sign you in', 'The app learns that it is you who signs in.'],
  profile: ['View your basic profile', 'Your name, your user name and the identifier of your account.'],
  email: ['View your e-mail address', 'The primary address of your account.'],
  offline_access: [
    'Keep the access you have given it',
    'The app may use these permissions while you are away, until you or an administrator withdraw them.',
  ],
  'User.Read': [
    'Read your full profile',
    'The app may read the profile of your account and of your organisation.',
  ],
  'IMAP.AccessAsUser.All': [
    'Read and change mail through IMAP',
    'The app may read, move, change and delete the mail in your mailbox.',
  ],
  'POP.AccessAsUser.All': [
    'Read your mail through POP',
    'The app may read and delete the mail in your inbox.',
  ],
  'SMTP.Send': ['Send mail as you', 'The app may send mail from your mailbox through SMTP.'],
  'IMAP.AccessAsApp': [
    'Read and change mail in every permitted mailbox through IMAP',
    'The app acts by itself, without anybody signed in, in the mailboxes an administrator permits it.',
  ],
  'POP.AccessAsApp': [
    'Read mail in every permitted mailbox through POP',
    'The app acts by itself, without anybody signed in, in the mailboxes an administrator permits it.',
  ],
  'SMTP.SendAsApp': [
    'Send mail as every permitted mailbox',
    'The app acts by itself, without anybody signed in, as the mailboxes an administrator permits it.',
  ],
  'Mail.Read': ['Read your mail', 'The app may read the mail in your mailbox.'],
  'Mail.ReadWrite': [
    'Read and change your mail',
    'The app may create, read, change and delete mail in your mailbox.',
  ],
  'Mail.Send': ['Send mail as you', 'The app may send mail from your mailbox.'],
  'MailboxSettings.Read': ['Read your mailbox settings', 'Time zone, language, automatic replies.'],
  'MailboxSettings.ReadWrite': ['Change your mailbox settings', 'Time zone, language, automatic replies.'],
};

/** A parsed scope string; `resources` is in the order of first mention. */
export interface ScopeRequest {
  readonly oidc: readonly OidcScope[];
  readonly resources: readonly Resource[];
  readonly permissions: readonly Permission[];
}

export interface ScopeCloud {
  /** Prefixes of the Outlook resource; the first is the one used in answers. Each ends with `/`. */
  readonly mailPrefixes: readonly [string, ...string[]];
  readonly graphPrefix: string;
}

/** Reads scope strings in the spelling of one cloud. */
export class Scopes {
  readonly #cloud: ScopeCloud;

  constructor(cloud: ScopeCloud) {
    this.#cloud = cloud;
  }

  /**
   * @param context the client and tenant that a refusal names
   * @param registered permissions listed in the registration, which `<resource>/.default` stands for
   * @throws SignInRefused 500011 for an unknown resource, 650053 for a permission the resource does not have,
   *   70011 for an empty string or `.default` beside other permissions
   */
  parse(
    text: string,
    context: { readonly client: string; readonly tenant: string },
    registered: readonly Permission[] = [],
  ): ScopeRequest {
    const names = text.split(' ').filter((name) => name !== '');
    if (names.length === 0) throw new SignInRefused(70011, { scope: text });
    const permissions = new Set<Permission>();
    const resources = new Set<Resource>();
    let defaults = false;
    for (const name of names) {
      const oidc = oidcScopes.find((scope) => scope === name.toLowerCase());
      if (oidc !== undefined) {
        permissions.add(oidc);
        continue;
      }
      const { resource, permission } = this.#split(name, context);
      resources.add(resource);
      if (permission === '.default') {
        defaults = true;
        for (const listed of registered) if (listed.startsWith(`${resource}/`)) permissions.add(listed);
        continue;
      }
      permissions.add(this.#known(resource, permission, context));
    }
    const explicit = names.filter((name) => name.includes('/') && !name.endsWith('/.default'));
    if (defaults && explicit.length > 0) throw new SignInRefused(70011, { scope: text });
    return {
      oidc: [...permissions].filter((permission): permission is OidcScope => isOidc(permission)),
      resources: [...resources],
      permissions: [...permissions],
    };
  }

  /** A permission in the spelling of this cloud, for `scope` in answers and in introspection. */
  spell(permission: Permission): string {
    const [resource, name] = permission.split('/', 2);
    if (name === undefined) return permission;
    return resource === 'mail'
      ? `${this.#cloud.mailPrefixes[0]}${name}`
      : `${this.#cloud.graphPrefix}${name}`;
  }

  /**
   * The resource of `<resource>/.default`, the only scope an application may ask for in its own name.
   * @throws SignInRefused 1002012, 500011
   */
  resourceOfDefault(text: string, context: { readonly client: string; readonly tenant: string }): Resource {
    if (text.includes(' ') || !text.endsWith('/.default')) throw new SignInRefused(1002012, { scope: text });
    return this.#split(text, context).resource;
  }

  #split(name: string, context: { readonly client: string; readonly tenant: string }) {
    const { mailPrefixes, graphPrefix } = this.#cloud;
    const mail = mailPrefixes.find((prefix) => name.toLowerCase().startsWith(prefix.toLowerCase()));
    if (mail !== undefined) return { resource: 'mail' as const, permission: name.slice(mail.length) };
    if (name.toLowerCase().startsWith(graphPrefix.toLowerCase())) {
      return { resource: 'graph' as const, permission: name.slice(graphPrefix.length) };
    }
    const end = name.lastIndexOf('/');
    if (end === -1) return { resource: 'graph' as const, permission: name };
    throw new SignInRefused(500011, { resource: name.slice(0, end), tenant: context.tenant });
  }

  #known(resource: Resource, name: string, context: { readonly client: string }): Permission {
    const list = resource === 'mail' ? mailPermissions : graphPermissions;
    const known = list.find((permission) => permission.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      throw new SignInRefused(650053, {
        client: context.client,
        scope: name,
        resource: this.spell(`${resource}/`),
      });
    }
    return `${resource}/${known}`;
  }
}

export function isOidc(permission: Permission): permission is OidcScope {
  return oidcScopes.some((scope) => scope === permission);
}

/** The permissions of a request that belong to resources. */
export function onResources(permissions: readonly Permission[]): readonly Permission[] {
  return permissions.filter((permission) => !isOidc(permission));
}

/**
 * The permissions a registration lists. The portal shows mail permissions under Graph, yet they serve the Outlook
 * resource as well.
 * @throws Error for a name that no resource has: a mistake of whoever sets the world up
 */
export function permissionsNamed(names: readonly string[]): readonly Permission[] {
  return names.flatMap((name): readonly Permission[] => {
    const oidc = oidcScopes.find((scope) => scope === name);
    if (oidc !== undefined) return [oidc];
    const mail: readonly Permission[] = mailPermissions.includes(name) ? [`mail/${name}`] : [];
    const graph: readonly Permission[] = graphPermissions.includes(name) ? [`graph/${name}`] : [];
    if (mail.length + graph.length === 0) throw new Error(`There is no permission "${name}".`);
    return [...mail, ...graph];
  });
}

/** Whether an organisation that keeps Microsoft's default policy asks an administrator for this permission. */
export function needsAdministrator(permission: Permission): boolean {
  return restricted.test(permission);
}

/** One line and its explanation for the consent page. */
export function inWords(permission: Permission): { readonly title: string; readonly meaning: string } {
  const name = permission.split('/', 2).at(-1) ?? permission;
  const [title, meaning] = words[name] ?? [name, ''];
  return { title, meaning };
}
