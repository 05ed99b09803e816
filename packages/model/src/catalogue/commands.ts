/** The commands that mend a finding where a menu is not the only way: Exchange Online PowerShell, filled in. */

export interface MendCommand {
  /** What it changes: one mailbox, or the whole organisation. */
  scope: 'mailbox' | 'organisation';
  command: string;
}

/** A single-quoted string of PowerShell, in which it takes typographic quotation marks for plain ones ("about_Quoting_Rules"). */
const quoted = (value: string): string => `'${value.replace(/['‘’‚‛]/g, '$&$&')}'`;

const sendingFor = (mailbox: string): MendCommand => ({
  scope: 'mailbox',
  command: `Set-CASMailbox -Identity ${quoted(mailbox)} -SmtpClientAuthenticationDisabled $false`,
});

/** "Enable or disable SMTP AUTH in Exchange Online": the mailbox's own setting overrides the organisation's. */
const sendingForAll: MendCommand = {
  scope: 'organisation',
  command: 'Set-TransportConfig -SmtpClientAuthenticationDisabled $false',
};

const readingFor = (mailbox: string): MendCommand => ({
  scope: 'mailbox',
  command: `Set-CASMailbox -Identity ${quoted(mailbox)} -ImapEnabled $true`,
});

const opening = (mailbox: string, trustee: string): MendCommand => ({
  scope: 'mailbox',
  command: `Add-MailboxPermission -Identity ${quoted(mailbox)} -User ${trustee} -AccessRights FullAccess`,
});

const sendingAs = (mailbox: string, trustee: string): MendCommand => ({
  scope: 'mailbox',
  command: `Add-RecipientPermission -Identity ${quoted(mailbox)} -Trustee ${trustee} -AccessRights SendAs`,
});

/** Exchange's own entry for an application. By name it would be everybody's where there is none ("Get-ServicePrincipal", caution). */
const applicationIn = (clientId: string): string =>
  `(Get-ServicePrincipal | Where-Object AppId -eq ${quoted(clientId)}).ObjectId`;

/** Once; the Object ID is that of "Enterprise applications", which nobody but the directory knows. */
const makingKnown = (clientId: string): MendCommand => ({
  scope: 'organisation',
  command: `New-ServicePrincipal -AppId ${quoted(clientId)} -ObjectId '<Object ID>'`,
});

/**
 * The narrowest first, one mailbox before all of them, except where one needs another done before it.
 * @param detail a check's or failure's, of which `mailbox`, `delegate`, `clientId` and `tenant` are read. A personal account has no
 *   Exchange administrator and no commands.
 */
export function commandsFor(
  entryId: string,
  { mailbox, delegate, clientId, tenant }: Readonly<Record<string, string>>,
): readonly MendCommand[] {
  if (mailbox === undefined || tenant === 'consumers') return [];
  switch (entryId) {
    case 'smtp-switched-off-for-tenant':
      return [sendingFor(mailbox), sendingForAll];
    case 'smtp-switched-off-for-mailbox':
    case 'smtp-criteria-not-met':
      return [sendingFor(mailbox)];
    case 'imap-switched-off':
      return [readingFor(mailbox)];
    case 'shared-mailbox-refused':
      return delegate ? [opening(mailbox, quoted(delegate))] : [];
    case 'send-as-denied':
      return delegate ? [sendingAs(mailbox, quoted(delegate))] : [];
    case 'organisation-mailbox-refused':
      return clientId ? [makingKnown(clientId), opening(mailbox, applicationIn(clientId))] : [];
    case 'organisation-sending-refused':
      return clientId ? [sendingAs(mailbox, applicationIn(clientId))] : [];
    default:
      return [];
  }
}
