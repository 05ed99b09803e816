/**
 * What the registration asks for, by the identifiers of Microsoft's own service principals ("Microsoft Graph permissions reference";
 * the application roles are those that Office 365 Exchange Online publishes). They are the same in every directory and cloud.
 */

export interface Permission {
  /** As the portal lists it. */
  name: string;
  id: string;
}

export const microsoftGraph = '00000003-0000-0000-c000-000000000000';
export const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';

/** Delegated permissions, listed by the portal under Microsoft Graph although Exchange honours two of them. */
export const delegatedPermissions: readonly Permission[] = [
  { name: 'openid', id: '37f7f235-527c-4136-accd-4a02d197296e' },
  { name: 'profile', id: '14dad69e-099b-42c9-810b-d002981feec1' },
  { name: 'email', id: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0' },
  { name: 'offline_access', id: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182' },
  { name: 'IMAP.AccessAsUser.All', id: '652390e4-393a-48de-9484-05f9b1212954' },
  { name: 'SMTP.Send', id: '258f6531-6087-4cc4-bb90-092c5fb3ed3f' },
  { name: 'User.Read', id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d' },
];

/** Application permissions of Office 365 Exchange Online, for the access of a whole organisation. */
export const applicationPermissions: readonly Permission[] = [
  { name: 'IMAP.AccessAsApp', id: '5e5addcd-3e8d-4e90-baf5-964efab2b20a' },
  { name: 'SMTP.SendAsApp', id: '7146a1f0-8703-45b3-9eae-527a64c00995' },
];
