import type { ConversationSummary, Folder } from '@mailroom/model';
import { IconArchive, IconFolderSymlink, IconShieldCheck, IconShieldX, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BarAction } from './bar-action.tsx';
import { deletes } from './filing.ts';
import { useRefusal } from './use-refusal.ts';

export interface FilingActions {
  /** The folder of an account that the list shows; undefined for what a search found. */
  from(accountId: string): Folder | undefined;
  archive(conversations: readonly ConversationSummary[]): void;
  trash(conversations: readonly ConversationSummary[]): void;
  junk(conversations: readonly ConversationSummary[]): void;
  moveTo(conversations: readonly ConversationSummary[]): void;
}

interface FilingBarProps {
  filing: FilingActions;
  /** All of them in the list that is shown. */
  conversations: readonly ConversationSummary[];
}

/** Archive, delete, junk, and any other folder. What would lead to where the conversations are has no button. */
export function FilingBar({ filing, conversations }: FilingBarProps) {
  const { t } = useTranslation();
  const [first] = conversations;
  const from = first && filing.from(first.accountId);
  const isJunk = from?.role === 'junk';
  const disabled = first === undefined;
  const refusal = useRefusal();
  const refused = refusal(conversations, 'send');
  const deletesForever = deletes(from) === 'delete';
  return (
    <>
      {from?.role !== 'archive' && from?.role !== 'all' && (
        <BarAction
          label={t('filing:archive')}
          keys="e"
          disabled={disabled}
          refused={refused}
          onClick={() => filing.archive(conversations)}
        >
          <IconArchive size={18} stroke={1.6} />
        </BarAction>
      )}
      <BarAction
        label={deletesForever ? t('filing:deleteForever') : t('filing:trash')}
        keys="#"
        disabled={disabled}
        refused={deletesForever ? refusal(conversations, 'manage') : refused}
        onClick={() => filing.trash(conversations)}
      >
        <IconTrash size={18} stroke={1.6} />
      </BarAction>
      <BarAction
        label={isJunk ? t('filing:notJunk') : t('filing:junk')}
        keys="!"
        disabled={disabled}
        refused={refused}
        onClick={() => filing.junk(conversations)}
      >
        {isJunk ? <IconShieldCheck size={18} stroke={1.6} /> : <IconShieldX size={18} stroke={1.6} />}
      </BarAction>
      <BarAction
        label={t('filing:moveTo')}
        keys="v"
        disabled={disabled}
        refused={refused}
        onClick={() => filing.moveTo(conversations)}
      >
        <IconFolderSymlink size={18} stroke={1.6} />
      </BarAction>
    </>
  );
}
