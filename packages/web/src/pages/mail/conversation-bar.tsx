import { type ConversationSummary, reaches } from '@mailroom/model';
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconMail,
  IconStar,
  IconStarFilled,
  IconUserShare,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackButton } from './back-button.tsx';
import { BarAction } from './bar-action.tsx';
import classes from './conversation-pane.module.css';
import { type FilingActions, FilingBar } from './filing-bar.tsx';
import type { MarkActions } from './use-mark-whole.ts';
import { useLevels, useRefusal } from './use-refusal.ts';

const ConversationSharing = lazy(() =>
  import('../sharing/conversation-sharing.tsx').then((module) => ({ default: module.ConversationSharing })),
);

interface ConversationBarProps {
  conversation: ConversationSummary;
  marks: MarkActions;
  filing: FilingActions;
  /** Why it may not be answered; null where it may. */
  replyRefused: string | null;
  onReply(toAll: boolean): void;
  onClose(): void;
}

/** What can be done to the conversation that is open. */
export function ConversationBar({
  conversation,
  marks,
  filing,
  replyRefused,
  onReply,
  onClose,
}: ConversationBarProps) {
  const { t } = useTranslation();
  const conversations = [conversation];
  const [sharing, setSharing] = useState(false);
  const levels = useLevels();
  const refused = useRefusal()(conversations, 'send');
  const manages = levels !== null && reaches(levels(conversation.accountId), 'manage');
  const markUnread = (): void => {
    marks.markUnread(conversations);
    onClose();
  };
  return (
    <div className={classes.bar}>
      <BackButton onClose={onClose} />
      <span className={classes.spring} />
      <FilingBar filing={filing} conversations={conversations} />
      <BarAction
        label={conversation.flagged ? t('mail:unstar') : t('mail:star')}
        keys="s"
        refused={refused}
        onClick={() => marks.star(conversations)}
      >
        {conversation.flagged ? (
          <IconStarFilled size={18} className={classes.starred} />
        ) : (
          <IconStar size={18} stroke={1.6} />
        )}
      </BarAction>
      <BarAction label={t('mail:markUnread')} keys="⇧ U" refused={refused} onClick={markUnread}>
        <IconMail size={18} stroke={1.6} />
      </BarAction>
      <BarAction label={t('sharing:sharing')} keys={null} onClick={() => setSharing(true)}>
        <IconUserShare size={18} stroke={1.6} />
      </BarAction>
      {sharing && (
        <Suspense fallback={null}>
          <ConversationSharing
            conversationId={conversation.id}
            manages={manages}
            onClose={() => setSharing(false)}
          />
        </Suspense>
      )}
      <span className={classes.answers}>
        <BarAction label={t('reply:reply')} keys="r" refused={replyRefused} onClick={() => onReply(false)}>
          <IconArrowBackUp size={18} stroke={1.6} />
        </BarAction>
        <BarAction label={t('reply:replyAll')} keys="a" refused={replyRefused} onClick={() => onReply(true)}>
          <IconArrowBackUpDouble size={18} stroke={1.6} />
        </BarAction>
      </span>
    </div>
  );
}
