import type { ConversationSummary, Folder } from '@mailroom/model';
import { IconArchive, IconFolderSymlink, IconShieldCheck, IconShieldX, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BarAction } from './bar-action.tsx';
import { deletes } from './filing.ts';

export interface FilingActions {
  /** The folder of that account that the list shows; undefined for what a search found. */
  from(conversation: Pick<ConversationSummary, 'accountId'>): Folder | undefined;
  archive(conversation: ConversationSummary): void;
  trash(conversation: ConversationSummary): void;
  junk(conversation: ConversationSummary): void;
  moveTo(conversation: ConversationSummary): void;
}

/** Archive, delete, junk, and any other folder. What would lead to where the conversation is has no button. */
export function FilingBar({
  filing,
  conversation,
}: {
  filing: FilingActions;
  conversation: ConversationSummary;
}) {
  const { t } = useTranslation();
  const from = filing.from(conversation);
  const isJunk = from?.role === 'junk';
  return (
    <>
      {from?.role !== 'archive' && from?.role !== 'all' && (
        <BarAction label={t('filing:archive')} keys="e" onClick={() => filing.archive(conversation)}>
          <IconArchive size={18} stroke={1.6} />
        </BarAction>
      )}
      <BarAction
        label={deletes(from) === 'delete' ? t('filing:deleteForever') : t('filing:trash')}
        keys="#"
        onClick={() => filing.trash(conversation)}
      >
        <IconTrash size={18} stroke={1.6} />
      </BarAction>
      <BarAction
        label={isJunk ? t('filing:notJunk') : t('filing:junk')}
        keys="!"
        onClick={() => filing.junk(conversation)}
      >
        {isJunk ? <IconShieldCheck size={18} stroke={1.6} /> : <IconShieldX size={18} stroke={1.6} />}
      </BarAction>
      <BarAction label={t('filing:moveTo')} keys="v" onClick={() => filing.moveTo(conversation)}>
        <IconFolderSymlink size={18} stroke={1.6} />
      </BarAction>
    </>
  );
}
