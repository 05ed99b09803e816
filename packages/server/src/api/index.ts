/** One handler for each route of the contract; start-up verifies that none is missing and none is there twice. */
import type { Handler } from '../http/handler.ts';
import { discover } from './accounts/discover.ts';
import { linkImap } from './accounts/link-imap.ts';
import { linkOauth } from './accounts/link-oauth.ts';
import { linkOrganisation } from './accounts/link-organisation.ts';
import { listAccounts } from './accounts/list.ts';
import { listQuarantine } from './accounts/list-quarantine.ts';
import { readAccount } from './accounts/read.ts';
import { reconnectImap } from './accounts/reconnect-imap.ts';
import { reconnectOrganisation } from './accounts/reconnect-organisation.ts';
import { retryQuarantine } from './accounts/retry-quarantine.ts';
import { startAccount } from './accounts/start.ts';
import { syncAccount } from './accounts/sync.ts';
import { unlinkAccount } from './accounts/unlink.ts';
import { listConversations } from './conversations/list.ts';
import { listConversationMessages } from './conversations/messages.ts';
import { readConversation } from './conversations/read.ts';
import { echoAddress } from './doctor/echo.ts';
import { readDoctor } from './doctor/read.ts';
import { runDoctor } from './doctor/run.ts';
import { createFolder } from './folders/create.ts';
import { deleteFolder } from './folders/delete.ts';
import { emptyFolder } from './folders/empty.ts';
import { listFolders } from './folders/list.ts';
import { renameFolder } from './folders/rename.ts';
import { createIntents } from './intents/create.ts';
import { dismissIntents } from './intents/dismiss.ts';
import { listRefusedIntents } from './intents/list-refused.ts';
import { retryIntents } from './intents/retry.ts';
import { readMessage } from './messages/read.ts';
import { readMessageHtml } from './messages/read-html.ts';
import { listNotices } from './notices/list.ts';
import { createOutgoing } from './outgoing/create.ts';
import { listOutgoing } from './outgoing/list.ts';
import { readOutgoing } from './outgoing/read.ts';
import { resendOutgoing } from './outgoing/resend.ts';
import { changeMe } from './people/change-me.ts';
import { readMe } from './people/read-me.ts';
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
import { createAdministrator } from './setup/create-administrator.ts';
import { listClouds } from './setup/list-clouds.ts';
import { readSetup } from './setup/read-setup.ts';

export const handlers: readonly Handler[] = [
  readSetup,
  createAdministrator,
  listClouds,
  readMe,
  changeMe,
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
  listQuarantine,
  retryQuarantine,
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
];
