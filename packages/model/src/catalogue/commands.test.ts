import { expect, it } from 'vitest';
import { commandsFor } from './commands.ts';
import { catalogue } from './index.ts';

const detail = { mailbox: 'ana@contoso.example', tenant: 'contoso.example' };

it('opens sending for the mailbox, and for the organisation where that is what is closed', () => {
  expect(commandsFor('smtp-switched-off-for-mailbox', detail)).toEqual([
    {
      scope: 'mailbox',
      command: "Set-CASMailbox -Identity 'ana@contoso.example' -SmtpClientAuthenticationDisabled $false",
    },
  ]);
  expect(commandsFor('smtp-switched-off-for-tenant', detail).map(({ command }) => command)).toEqual([
    "Set-CASMailbox -Identity 'ana@contoso.example' -SmtpClientAuthenticationDisabled $false",
    'Set-TransportConfig -SmtpClientAuthenticationDisabled $false',
  ]);
});

it('switches IMAP on for the mailbox', () => {
  expect(commandsFor('imap-switched-off', detail)).toEqual([
    { scope: 'mailbox', command: "Set-CASMailbox -Identity 'ana@contoso.example' -ImapEnabled $true" },
  ]);
});

it('opens a shared mailbox to its delegate, and lets them send as it', () => {
  const shared = { ...detail, delegate: 'bo@contoso.example' };
  expect(commandsFor('shared-mailbox-refused', shared).map(({ command }) => command)).toEqual([
    "Add-MailboxPermission -Identity 'ana@contoso.example' -User 'bo@contoso.example' -AccessRights FullAccess",
  ]);
  expect(commandsFor('send-as-denied', shared).map(({ command }) => command)).toEqual([
    "Add-RecipientPermission -Identity 'ana@contoso.example' -Trustee 'bo@contoso.example' -AccessRights SendAs",
  ]);
  expect(commandsFor('shared-mailbox-refused', detail)).toEqual([]);
});

it('makes an application known to Exchange before it opens a mailbox to it', () => {
  const clientId = '11111111-2222-4333-8444-555555555555';
  expect(commandsFor('organisation-mailbox-refused', { ...detail, clientId })).toEqual([
    {
      scope: 'organisation',
      command: `New-ServicePrincipal -AppId '${clientId}' -ObjectId '<Object ID>'`,
    },
    {
      scope: 'mailbox',
      command: `Add-MailboxPermission -Identity 'ana@contoso.example' -User (Get-ServicePrincipal | Where-Object AppId -eq '${clientId}').ObjectId -AccessRights FullAccess`,
    },
  ]);
  expect(commandsFor('organisation-sending-refused', { ...detail, clientId })[0]?.command).toMatch(
    /^Add-RecipientPermission .* -AccessRights SendAs$/,
  );
  expect(commandsFor('organisation-mailbox-refused', { ...detail, clientId: '' })).toEqual([]);
});

it.each(["o'neil", 'o’neil', 'o‘neil'])('lets no quotation mark of %s end the string', (name) => {
  const doubled = name.replace(/['‘’]/, '$&$&');
  expect(commandsFor('imap-switched-off', { mailbox: `${name}@contoso.example` })[0]?.command).toBe(
    `Set-CASMailbox -Identity '${doubled}@contoso.example' -ImapEnabled $true`,
  );
});

it('has none for personal accounts, none without a mailbox, and none for most findings', () => {
  expect(commandsFor('imap-switched-off', { ...detail, tenant: 'consumers' })).toEqual([]);
  expect(commandsFor('smtp-switched-off-for-tenant', {})).toEqual([]);
  const some = catalogue.filter(({ id }) => commandsFor(id, detail).length > 0).map(({ id }) => id);
  expect(some.sort()).toEqual([
    'imap-switched-off',
    'smtp-criteria-not-met',
    'smtp-switched-off-for-mailbox',
    'smtp-switched-off-for-tenant',
  ]);
});
