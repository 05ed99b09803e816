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
