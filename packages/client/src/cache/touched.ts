import type { Change } from '@mailroom/model';
import type { QueryKey } from './query-key.ts';

/** The cached reads that a change makes old. Pure: the same for a web page, a block and a test. */
export function touched(change: Change): QueryKey[] {
  const one = (name: QueryKey[0]): QueryKey =>
    change.id === null ? [name] : [name, { params: { id: change.id } }];
  switch (change.noun) {
    case 'account':
      return change.op === 'remove'
        ? [['listAccounts'], one('readAccount'), ['listFolders'], ['listConversations'], ['listOutgoing']]
        : [
            ['listAccounts'],
            one('readAccount'),
            one('readAccountTruth'),
            one('listAccountEvents'),
            ['listBrokenGlass'],
          ];
    case 'folder':
      return [['listFolders']];
    case 'conversation':
      return [['listConversations'], one('readConversation')];
    case 'message':
      // A message change does not name its conversation; an open conversation is read again whichever it is.
      return [
        one('readMessage'),
        one('readMessageHtml'),
        ['listConversations'],
        ['readConversation'],
        ['listSkipped'],
      ];
    case 'outgoing':
      return [['listOutgoing'], one('readOutgoing'), ['readConversation']];
    case 'intent':
      return [['listRefusedIntents']];
    case 'provider-app':
      return [['listProviderApps'], ['listLinkOptions']];
    case 'person':
      // Of one's own, since others' are told to administrators only: the role and the groups say what may be seen.
      return [
        ['readMe'],
        ['listPeople'],
        ['listColleagues'],
        ['listGroups'],
        ['listAccounts'],
        ['listFolders'],
      ];
    case 'group':
      return [['listGroups'], ['listColleagues']];
    case 'invitation':
      return [['listInvitations']];
  }
}
