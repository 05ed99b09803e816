/** What both blocks share: the requests to Microsoft Graph (v1.0), worded once, and what may be put into a block at all. */
import { type AzureCloud, azureCloudOf } from './azure-cloud.ts';
import { applicationPermissions, exchangeOnline } from './permissions.ts';
import { odataEquals, plainJson } from './quoting.ts';
import { registration, registrationSettings, type Wish } from './registration.ts';

/** Everything that a block holds of its wish. All of it is plain ASCII without a quotation mark of the shell's. */
export interface BlockParts {
  azure: AzureCloud;
  cloudId: string;
  redirectUri: string;
  /** Directory ID where the wish names one by it; the block then refuses to run in another directory. */
  directory: string | null;
  /** Query below `/applications` that finds the registration of an earlier run as soon as it is made. */
  byName: string;
  /** The same for one that was renamed; answered from an index that follows after a while, and only when `ConsistencyLevel` says so. */
  byAddress: string;
  create: string;
  settings: string;
  secretEnds: string;
  /** A service principal makes the application known in its own directory; registrations for personal accounts alone have none. */
  servicePrincipal: boolean;
  /** The application roles to grant, none for the access of people. */
  roles: readonly string[];
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * @throws RangeError for a cloud that Microsoft's tools do not know, or a redirect URI or date that Mailroom never makes; both are
 *   put into the block as they are.
 */
export function blockParts(wish: Wish): BlockParts {
  const azure = azureCloudOf(wish.authority);
  if (azure === null) throw new RangeError(`${wish.authority} is not a cloud of Microsoft’s tools`);
  // Microsoft itself refuses `! $ ' ( ) , ;` in a redirect URI ("Redirect URI restrictions").
  if (!/^https?:\/\/[\w.:[\]/~%-]+$/.test(wish.redirectUri)) throw new RangeError('redirect URI');
  if (!/^\d{4}-\d\d-\d\d$/.test(wish.secretEnds)) throw new RangeError('date');
  if (!/^[a-z0-9-]{1,32}$/.test(wish.cloudId)) throw new RangeError('cloud');
  const named = odataEquals('displayName', wish.name);
  const addressed = encodeURIComponent('web/redirectUris/any(u:u eq _)')
    .replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
    .replace('_', `%27${encodeURIComponent(wish.redirectUri)}%27`);
  const select = '$select=appId,web';
  return {
    azure,
    cloudId: wish.cloudId,
    redirectUri: wish.redirectUri,
    directory: guid.test(wish.tenant) ? wish.tenant.toLowerCase() : null,
    byName: `$filter=${named}&${select}`,
    byAddress: `$filter=${addressed}&$count=true&${select}`,
    create: plainJson(registration(wish)),
    // Neither name nor addresses: whoever added another address to the registration keeps it.
    settings: plainJson(registrationSettings(wish)),
    secretEnds: wish.secretEnds,
    servicePrincipal: wish.tenant !== 'consumers',
    roles: wish.access === 'organisation' ? applicationPermissions.map(({ id }) => id) : [],
  };
}

export { exchangeOnline };
