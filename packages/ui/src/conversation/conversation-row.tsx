import type { ConversationSummary } from '@mailroom/model';
import {
  IconArrowBackUp,
  IconCheck,
  IconCopy,
  IconPaperclip,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName, shortName, visible } from '../address/display-name.ts';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './conversation-row.module.css';
import { useHold } from './use-hold.ts';

interface ConversationRowProps {
  conversation: ConversationSummary;
  /** The row that the keyboard is on. */
  current: boolean;
  open: boolean;
  /** Chosen to be acted on together with others. */
  chosen: boolean;
  /** A tap chooses instead of opening, as it does on a touch screen once choosing has begun. */
  tapChooses: boolean;
  /** The reader's own addresses, in lower case: they are named "me". */
  own: ReadonlySet<string>;
  id: string;
  position: number;
  /** -1 while more pages are to come (WAI-ARIA `aria-setsize`). */
  total: number;
  onOpen(id: string): void;
  onToggle(id: string): void;
  /** Chooses every row up to this one. */
  onExtend(id: string): void;
  onStar(conversation: ConversationSummary): void;
}

/** One conversation in the list: who, how many, when; subject and beginning; marks. Its height is fixed. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, current, open, chosen, own, id, onOpen, onToggle, onExtend, onStar } = props;
  const { t } = useTranslation();
  const { listDate, fullDate, number } = useLocale();
  const unread = conversation.unread > 0;
  const alone = conversation.participants.length === 1;
  const people = conversation.participants.map((person) =>
    own.has(person.address.toLowerCase()) ? t('mail:me') : alone ? displayName(person) : shortName(person),
  );
  const subject = visible(conversation.subject).trim();
  const hold = useHold(() => onToggle(conversation.id));
  const press = (event: MouseEvent): void => {
    if (event.shiftKey) onExtend(conversation.id);
    else if (event.ctrlKey || event.metaKey || props.tapChooses) onToggle(conversation.id);
    else onOpen(conversation.id);
  };
  return (
    // The keyboard reaches rows through the list's own active descendant; a click is the pointer's way to the same.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-current={open || undefined}
      aria-posinset={props.position + 1}
      aria-setsize={props.total}
      className={classes.row}
      data-unread={unread || undefined}
      data-current={current || undefined}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      {...hold}
      onClick={press}
    >
      <span className={classes.dot} aria-hidden />
      {/* As the star below: the state is the option's own, and the keyboard has a command for it. */}
      <span
        aria-hidden
        className={classes.choose}
        title={chosen ? t('mail:unselect') : t('mail:select')}
        onClick={(event) => {
          event.stopPropagation();
          if (event.shiftKey) onExtend(conversation.id);
          else onToggle(conversation.id);
        }}
      >
        <span className={classes.box}>{chosen && <IconCheck size={12} stroke={3} />}</span>
      </span>
      {unread && <span className="mr-sr-only">{t('mail:unread')}. </span>}
      <div className={classes.head}>
        <span className={classes.people}>{people.join(', ') || t('mail:noSender')}</span>
        {conversation.messages > 1 && (
          <span className={classes.count}>
            <span aria-hidden>{number(conversation.messages)}</span>
            <span className="mr-sr-only">{t('mail:messageCount', { count: conversation.messages })}</span>
          </span>
        )}
        <span className={classes.marks}>
          {conversation.answered && <IconArrowBackUp size={14} role="img" aria-label={t('mail:answered')} />}
          {conversation.copies.length > 0 && (
            <IconCopy
              size={14}
              role="img"
              aria-label={t('mail:copies', { count: conversation.copies.length })}
            />
          )}
          {conversation.hasAttachments && (
            <IconPaperclip size={14} role="img" aria-label={t('mail:hasAttachments')} />
          )}
        </span>
        <time
          className={classes.date}
          dateTime={conversation.latestAt}
          title={fullDate(conversation.latestAt)}
        >
          {listDate(conversation.latestAt)}
        </time>
      </div>
      <div className={classes.subject}>{subject || t('mail:noSubject')}</div>
      <div className={classes.snippet}>{visible(conversation.snippet)}</div>
      {/* A pointer's shortcut, no control of its own inside an option; the keyboard and screen readers star with the command. */}
      <span
        aria-hidden
        className={classes.star}
        data-on={conversation.flagged || undefined}
        title={conversation.flagged ? t('mail:unstar') : t('mail:star')}
        onClick={(event) => {
          event.stopPropagation();
          onStar(conversation);
        }}
      >
        {conversation.flagged ? <IconStarFilled size={15} /> : <IconStar size={15} stroke={1.5} />}
      </span>
      {conversation.flagged && <span className="mr-sr-only">{t('mail:starred')}</span>}
    </div>
  );
});
