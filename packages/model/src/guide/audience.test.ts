import { describe, expect, it } from 'vitest';
import { microsoftClouds } from '../cloud.ts';
import { audienceOf, audienceWarning } from './audience.ts';
import { azureCloudOf } from './azure-cloud.ts';
import { exchangeBlock } from './exchange-block.ts';
import { powerShellBlock } from './power-shell-block.ts';
import { odataEquals, plainJson, posixQuoted, powerShellQuoted } from './quoting.ts';
import { appManifest, type Wish } from './registration.ts';

const directory = '11111111-2222-4333-8444-555555555555';
const global = 'https://login.microsoftonline.com';

describe('who can sign in', () => {
  it.each([
    ['common', 'AzureADandPersonalMicrosoftAccount'],
    ['organizations', 'AzureADMultipleOrgs'],
    ['consumers', 'PersonalMicrosoftAccount'],
    [directory, 'AzureADMyOrg'],
    ['contoso.com', 'AzureADMyOrg'],
  ])('is registered for the tenant %s as %s', (tenant, audience) => {
    expect(audienceOf(tenant)).toBe(audience);
  });

  it.each([
    [global, 'common', 'people', 'unverified-publisher'],
    [global, 'organizations', 'people', 'unverified-publisher'],
    [global, 'consumers', 'people', 'consumers-only'],
    [global, directory, 'people', null],
    ['https://login.microsoftonline.us', 'common', 'people', 'personal-in-national-cloud'],
    ['https://login.partner.microsoftonline.cn', 'consumers', 'people', 'personal-in-national-cloud'],
    ['https://login.microsoftonline.us', 'organizations', 'people', 'unverified-publisher'],
    [global, 'common', 'organisation', 'organisation-needs-directory'],
    [global, 'consumers', 'organisation', 'organisation-needs-directory'],
    [global, 'contoso.com', 'organisation', null],
    ['http://127.0.0.1:8080', 'common', 'people', 'unverified-publisher'],
  ] as const)('is warned of at %s with %s for %s: %s', (authority, tenant, access, warning) => {
    expect(audienceWarning({ authority, tenant, access })).toBe(warning);
  });

  it('knows the administration tools of every cloud that Mailroom knows', () => {
    for (const { authority } of microsoftClouds) expect(azureCloudOf(authority)).not.toBeNull();
    expect(azureCloudOf('http://127.0.0.1:8080')).toBeNull();
  });
});

describe('text in a block', () => {
  const hostile = `a'b"c\`d$(e)!f\\g\n‘h’ Ж 邮 {"`;

  it('stays the same text for JSON, in plain letters only', () => {
    expect(JSON.parse(plainJson({ name: hostile }))).toEqual({ name: hostile });
    expect(plainJson(hostile)).toMatch(/^[ -~]+$/);
    expect(plainJson(hostile)).not.toMatch(/['$`!()]/);
  });

  it('ends no string of a shell before its end', () => {
    expect(posixQuoted("a'b")).toBe("'a'\\''b'");
    expect(powerShellQuoted("a'b‘c’d")).toBe("'a''b‘‘c’’d'");
    expect(odataEquals('displayName', "O'B & c")).toBe('displayName%20eq%20%27O%27%27B%20%26%20c%27');
  });
});

describe('what is handed to the administrator', () => {
  const wish: Wish = {
    name: `O'Brien ‘Почта’ $(x)`,
    access: 'people',
    tenant: 'common',
    authority: global,
    cloudId: 'global',
    redirectUri: 'https://mail.example.com/oauth2/callback',
    secretEnds: '2027-11-21',
  };

  it('is a manifest of the form that the portal takes', () => {
    expect(JSON.parse(appManifest(wish))).toMatchObject({
      displayName: wish.name,
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      web: { redirectUris: [wish.redirectUri] },
    });
  });

  it('is a PowerShell block in plain letters, whose name ends no string', () => {
    const block = powerShellBlock(wish);
    expect(block).toMatch(/^[\x20-\x7e\n]+$/);
    expect(block).toContain('O\\u0027Brien \\u2018');
    expect(block).not.toContain('$(x)');
  });

  it('is a PowerShell block for the cloud and the access of the wish', () => {
    expect(powerShellBlock({ ...wish, authority: 'https://login.microsoftonline.us' })).toContain(
      '-Environment USGov',
    );
    expect(powerShellBlock(wish)).not.toContain('AppRoleAssignment');
    expect(powerShellBlock({ ...wish, access: 'organisation', tenant: directory })).toContain(
      'AppRoleAssignment.ReadWrite.All',
    );
  });

  it('is the Exchange commands with everything filled in, and nothing of an address run', () => {
    const block = exchangeBlock({
      name: wish.name,
      clientId: directory,
      authority: global,
      mailboxes: ['ada@contoso.com', `o'neil@contoso.com\nRemove-Mailbox x`],
    });
    expect(block).toContain(`New-ServicePrincipal -AppId ${directory} -ObjectId $object`);
    expect(block).toContain(`@('ada@contoso.com', 'o''neil@contoso.com Remove-Mailbox x')`);
    expect(block).toContain(
      'Add-MailboxPermission -Identity $mailbox -User $object -AccessRights FullAccess',
    );
    expect(block).toContain(
      'Add-RecipientPermission -Identity $mailbox -Trustee $object -AccessRights SendAs',
    );
    expect(() => exchangeBlock({ ...wish, clientId: '$(x)', mailboxes: [] })).toThrow(RangeError);
  });
});
