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

/**
 * The narrowest first: one mailbox before all of them.
 * @param detail a check's, of which `mailbox` and `tenant` are read. A personal account has no Exchange administrator and no commands.
 */
export function commandsFor(
  entryId: string,
  { mailbox, tenant }: Readonly<Record<string, string>>,
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
    default:
      return [];
  }
}
