/**
 * The commands with which an Exchange administrator lets a registered application into named mailboxes ("Authenticate an IMAP, POP
 * or SMTP connection using OAuth": client credentials). The identifier that Exchange wants is the Object ID of the *enterprise
 * application*; the Object ID on the page of the registration is another one and leads to failed sign-ins.
 */
import { azureCloudOf } from './azure-cloud.ts';
import { powerShellQuoted } from './quoting.ts';

export interface ExchangeWish {
  name: string;
  clientId: string;
  authority: string;
  /** Addresses of the mailboxes, as the administrator typed them. */
  mailboxes: readonly string[];
}

const quoted = powerShellQuoted;

/** One line per thing, for a name or address that might hold anything: a line break would end the command it stands in. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();

/** @returns a block for PowerShell, Cloud Shell's included; safe to run again with more mailboxes. */
export function exchangeBlock({ name, clientId, authority, mailboxes }: ExchangeWish): string {
  if (!/^[0-9a-f-]{36}$/i.test(clientId)) throw new RangeError('client ID');
  const environment = azureCloudOf(authority)?.exchange ?? 'O365Default';
  const addresses = mailboxes.map((address) => quoted(oneLine(address))).join(', ');
  return [
    '& {',
    "  $ErrorActionPreference = 'Stop'",
    '  if (-not (Get-Module -ListAvailable ExchangeOnlineManagement)) { Install-Module ExchangeOnlineManagement -Scope CurrentUser -Force }',
    // Cloud Shell has the Azure CLI, already signed in; elsewhere the ID is copied from the portal.
    `  $object = if (Get-Command az -ErrorAction SilentlyContinue) { az ad sp show --id ${clientId} --query id --output tsv }`,
    "  if (-not $object) { $object = Read-Host 'Object ID (Enterprise applications, the application, Overview)' }",
    // Cloud Shell has no browser and shows a code to enter instead; Windows PowerShell does not know the switch.
    '  $how = if ($env:ACC_CLOUD) { @{ Device = $true } } else { @{} }',
    `  Connect-ExchangeOnline -ExchangeEnvironmentName ${environment} -ShowBanner:$false @how`,
    `  if (-not (Get-ServicePrincipal | Where-Object AppId -eq '${clientId}')) { New-ServicePrincipal -AppId ${clientId} -ObjectId $object -DisplayName ${quoted(oneLine(name))} | Out-Null }`,
    `  foreach ($mailbox in @(${addresses})) {`,
    '    Add-MailboxPermission -Identity $mailbox -User $object -AccessRights FullAccess -Confirm:$false | Out-Null',
    '    Add-RecipientPermission -Identity $mailbox -Trustee $object -AccessRights SendAs -Confirm:$false | Out-Null',
    '    Set-CASMailbox -Identity $mailbox -ImapEnabled $true -SmtpClientAuthenticationDisabled $false',
    '    "Mailroom: $mailbox is ready."',
    '  }',
    '}',
  ].join('\n');
}
