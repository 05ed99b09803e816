/** One handler for each route of the contract; start-up verifies that none is missing and none is there twice. */
import type { Handler } from '../http/handler.ts';
import { checkAccount } from './accounts/check.ts';
import { discover } from './accounts/discover.ts';
import { linkImap } from './accounts/link-imap.ts';
import { linkOauth } from './accounts/link-oauth.ts';
import { linkOrganisation } from './accounts/link-organisation.ts';
import { listAccounts } from './accounts/list.ts';
import { listAccountEvents } from './accounts/list-events.ts';
import { listSkipped } from './accounts/list-skipped.ts';
import { pauseAccount } from './accounts/pause.ts';
import { readAccount } from './accounts/read.ts';
import { readDiagnostics } from './accounts/read-diagnostics.ts';
import { readAccountTruth } from './accounts/read-truth.ts';
import { reconnectImap } from './accounts/reconnect-imap.ts';
import { reconnectOrganisation } from './accounts/reconnect-organisation.ts';
import { resumeAccount } from './accounts/resume.ts';
import { retrySkipped } from './accounts/retry-skipped.ts';
import { startAccount } from './accounts/start.ts';
import { syncAccount } from './accounts/sync.ts';
import { unlinkAccount } from './accounts/unlink.ts';
import { changeAuditRetention } from './audit/change-retention.ts';
import { listAudit } from './audit/list.ts';
import { readAuditRetention } from './audit/read-retention.ts';
import { listConversations } from './conversations/list.ts';
import { listConversationMessages } from './conversations/messages.ts';
import { readConversation } from './conversations/read.ts';
import { beginDeparture } from './departures/begin.ts';
import { readLeaving } from './departures/read.ts';
import { settleLeftAccount } from './departures/settle.ts';
import { echoAddress } from './doctor/echo.ts';
import { readDoctor } from './doctor/read.ts';
import { runDoctor } from './doctor/run.ts';
import { createFolder } from './folders/create.ts';
import { deleteFolder } from './folders/delete.ts';
import { emptyFolder } from './folders/empty.ts';
import { listFolders } from './folders/list.ts';
import { renameFolder } from './folders/rename.ts';
import { changeGroup } from './groups/change.ts';
import { createGroup } from './groups/create.ts';
import { deleteGroup } from './groups/delete.ts';
import { listGroups } from './groups/list.ts';
import { createIntents } from './intents/create.ts';
import { dismissIntents } from './intents/dismiss.ts';
import { listRefusedIntents } from './intents/list-refused.ts';
import { retryIntents } from './intents/retry.ts';
import { acceptInvitation } from './invitations/accept.ts';
import { beginInvitationSignIn } from './invitations/begin-sign-in.ts';
import { createInvitation } from './invitations/create.ts';
import { listInvitations } from './invitations/list.ts';
import { readInvitation } from './invitations/read.ts';
import { renewInvitation } from './invitations/renew.ts';
import { revokeInvitation } from './invitations/revoke.ts';
import { readMessage } from './messages/read.ts';
import { readMessageHtml } from './messages/read-html.ts';
import { listNotices } from './notices/list.ts';
import { changeOrganisation } from './organisation/change.ts';
import { changeLogo } from './organisation/change-logo.ts';
import { deleteLogo } from './organisation/delete-logo.ts';
import { readOrganisation } from './organisation/read.ts';
import { readFace } from './organisation/read-face.ts';
import { createOutgoing } from './outgoing/create.ts';
import { listOutgoing } from './outgoing/list.ts';
import { readOutgoing } from './outgoing/read.ts';
import { resendOutgoing } from './outgoing/resend.ts';
import { withdrawOutgoing } from './outgoing/withdraw.ts';
import { actOnAccounts } from './oversight/act.ts';
import { listOverseenAccounts } from './oversight/list-accounts.ts';
import { readVitals } from './oversight/read-vitals.ts';
import { changePerson } from './people/change.ts';
import { changeMe } from './people/change-me.ts';
import { changeMyPicture } from './people/change-my-picture.ts';
import { deactivatePerson } from './people/deactivate.ts';
import { forgetSecondFactors } from './people/forget-second-factors.ts';
import { listPeople } from './people/list.ts';
import { listColleagues } from './people/list-colleagues.ts';
import { reactivatePerson } from './people/reactivate.ts';
import { readMe } from './people/read-me.ts';
import { removeMyPicture } from './people/remove-my-picture.ts';
import { addCredential } from './provider-apps/add-credential.ts';
import { beginConsent } from './provider-apps/begin-consent.ts';
import { changeProviderApp } from './provider-apps/change.ts';
import { changeCredential } from './provider-apps/change-credential.ts';
import { createProviderApp } from './provider-apps/create.ts';
import { deleteProviderApp } from './provider-apps/delete.ts';
import { deleteCredential } from './provider-apps/delete-credential.ts';
import { listProviderApps } from './provider-apps/list.ts';
import { listLinkOptions } from './provider-apps/list-link-options.ts';
import { readCertificate } from './provider-apps/read-certificate.ts';
import { addPasskey } from './security/add-passkey.ts';
import { beginPasskey } from './security/begin-passkey.ts';
import { beginTotp } from './security/begin-totp.ts';
import { changePassword } from './security/change-password.ts';
import { confirmTotp } from './security/confirm-totp.ts';
import { connectSignIn } from './security/connect-sign-in.ts';
import { createKey } from './security/create-key.ts';
import { disconnectSignIn } from './security/disconnect-sign-in.ts';
import { endKey } from './security/end-key.ts';
import { endOtherSessions } from './security/end-other-sessions.ts';
import { endSession } from './security/end-session.ts';
import { listKeys } from './security/list-keys.ts';
import { listSessions } from './security/list-sessions.ts';
import { readSecurity } from './security/read.ts';
import { removePasskey } from './security/remove-passkey.ts';
import { removeTotp } from './security/remove-totp.ts';
import { renamePasskey } from './security/rename-passkey.ts';
import { renewRecoveryCodes } from './security/renew-recovery-codes.ts';
import { createAdministrator } from './setup/create-administrator.ts';
import { listClouds } from './setup/list-clouds.ts';
import { readSetup } from './setup/read-setup.ts';
import { breakGlass } from './sharing/break-glass.ts';
import { endAccountShare } from './sharing/end-account-share.ts';
import { endBrokenGlass } from './sharing/end-broken-glass.ts';
import { endConversationShare } from './sharing/end-conversation-share.ts';
import { listAccountShares } from './sharing/list-account-shares.ts';
import { listAccountViewers } from './sharing/list-account-viewers.ts';
import { listBrokenGlass } from './sharing/list-broken-glass.ts';
import { listConversationViewers } from './sharing/list-conversation-viewers.ts';
import { noteBrokenGlass } from './sharing/note-broken-glass.ts';
import { previewAccountShare } from './sharing/preview-account-share.ts';
import { previewConversationShare } from './sharing/preview-conversation-share.ts';
import { shareAccount } from './sharing/share-account.ts';
import { shareConversation } from './sharing/share-conversation.ts';
import { beginPasskeySignIn } from './sign-in/begin-passkey.ts';
import { beginProviderSignIn } from './sign-in/begin-provider.ts';
import { beginRecovery } from './sign-in/begin-recovery.ts';
import { finishRecovery } from './sign-in/finish-recovery.ts';
import { listSignInWays } from './sign-in/list-ways.ts';
import { readPendingFactors } from './sign-in/read-pending-factors.ts';
import { signInWithCode } from './sign-in/with-code.ts';
import { signInWithPasskey } from './sign-in/with-passkey.ts';
import { signInWithRecoveryCode } from './sign-in/with-recovery-code.ts';

export const handlers: readonly Handler[] = [
  shareAccount,
  listAccountShares,
  previewAccountShare,
  endAccountShare,
  listAccountViewers,
  listConversationViewers,
  previewConversationShare,
  shareConversation,
  endConversationShare,
  listBrokenGlass,
  breakGlass,
  endBrokenGlass,
  noteBrokenGlass,
  listAudit,
  readAuditRetention,
  changeAuditRetention,
  readSetup,
  createAdministrator,
  listClouds,
  listSignInWays,
  readPendingFactors,
  signInWithCode,
  signInWithRecoveryCode,
  beginPasskeySignIn,
  signInWithPasskey,
  beginProviderSignIn,
  beginRecovery,
  finishRecovery,
  readSecurity,
  changePassword,
  listSessions,
  endSession,
  endOtherSessions,
  beginTotp,
  confirmTotp,
  removeTotp,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  renewRecoveryCodes,
  connectSignIn,
  disconnectSignIn,
  listKeys,
  createKey,
  endKey,
  readMe,
  changeMe,
  changeMyPicture,
  removeMyPicture,
  listColleagues,
  listPeople,
  changePerson,
  deactivatePerson,
  readLeaving,
  beginDeparture,
  settleLeftAccount,
  forgetSecondFactors,
  reactivatePerson,
  listGroups,
  createGroup,
  changeGroup,
  deleteGroup,
  listInvitations,
  createInvitation,
  renewInvitation,
  revokeInvitation,
  readInvitation,
  acceptInvitation,
  beginInvitationSignIn,
  listProviderApps,
  createProviderApp,
  changeProviderApp,
  deleteProviderApp,
  addCredential,
  changeCredential,
  deleteCredential,
  readCertificate,
  listNotices,
  beginConsent,
  listLinkOptions,
  runDoctor,
  readDoctor,
  echoAddress,
  listAccounts,
  readAccount,
  discover,
  linkOauth,
  linkOrganisation,
  linkImap,
  startAccount,
  reconnectImap,
  reconnectOrganisation,
  syncAccount,
  pauseAccount,
  resumeAccount,
  readAccountTruth,
  listAccountEvents,
  checkAccount,
  listSkipped,
  retrySkipped,
  readDiagnostics,
  unlinkAccount,
  listFolders,
  createFolder,
  renameFolder,
  deleteFolder,
  emptyFolder,
  listConversations,
  readConversation,
  listConversationMessages,
  readMessage,
  readMessageHtml,
  createIntents,
  listRefusedIntents,
  retryIntents,
  dismissIntents,
  createOutgoing,
  readOutgoing,
  listOutgoing,
  resendOutgoing,
  withdrawOutgoing,
  readFace,
  readOrganisation,
  changeOrganisation,
  changeLogo,
  deleteLogo,
  listOverseenAccounts,
  actOnAccounts,
  readVitals,
];
