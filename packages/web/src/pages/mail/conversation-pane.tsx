import type { CallAnswer } from '@mailroom/client';
import { asFailure, type ConversationSummary, type Message } from '@mailroom/model';
import {
  BodySkeleton,
  FailureNotice,
  MailFrame,
  MessageView,
  OutgoingCard,
  PlainText,
  stillShown,
  visible,
} from '@mailroom/ui';
import { ActionIcon, Button, Skeleton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowLeft,
  IconMail,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import type { Command } from '../../commands/command.ts';
import { useCommandContext, useCommands } from '../../commands/provider.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { useSendAgain } from '../outbox/use-send-again.ts';
import { BarAction } from './bar-action.tsx';
import classes from './conversation-pane.module.css';
import { type FilingActions, FilingBar } from './filing-bar.tsx';
import type { MarkActions } from './use-mark-whole.ts';
import { useMarking } from './use-marking.ts';
import { useOwnAddresses } from './use-own-addresses.ts';
import { useReply } from './use-reply.ts';

const ReplyPanel = lazy(() => import('./reply-panel.tsx').then((module) => ({ default: module.ReplyPanel })));

interface ConversationPaneProps {
  id: string;
  onClose(): void;
  /** Conversations are being chosen in the list: Escape gives those back first. */
  choosing: boolean;
  marks: MarkActions;
  /** Where it may go from here. */
  filing: FilingActions;
}

/** One conversation: its messages, what is being sent into it, and the answer being written. */
export function ConversationPane(props: ConversationPaneProps) {
  const { id, onClose } = props;
  const { t } = useTranslation();
  const conversation = useQuery(read('readConversation', { params: { id } }));
  const answer = conversation.data;
  const subject = visible(answer?.conversation.subject ?? '').trim();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(subject);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader starts at the heading of each conversation
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id, answer === undefined]);

  if (conversation.isError && !answer) {
    return (
      <div className={classes.pane}>
        <div className={classes.bar}>
          <BackButton onClose={onClose} />
        </div>
        <div className={classes.failure}>
          <FailureNotice
            title={t('reader:conversationFailed')}
            failure={{ ...asFailure(conversation.error).toWire() }}
            steps={{ retry: () => void conversation.refetch() }}
          />
        </div>
      </div>
    );
  }
  if (!answer) return <ConversationSkeleton onClose={onClose} />;
  return <Opened {...props} key={id} answer={answer} headingRef={heading} />;
}

interface OpenedProps extends ConversationPaneProps {
  answer: CallAnswer<'readConversation'>;
  headingRef: React.RefObject<HTMLHeadingElement | null>;
}

function Opened(props: OpenedProps) {
  const { id, answer, headingRef, choosing, onClose } = props;
  const { t } = useTranslation();
  const own = useOwnAddresses();
  const { messages, outgoing, conversation } = answer;
  const conversations = [conversation];
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  const atOpening = useInitiallyExpanded(messages);
  const reply = useReply(id, messages);
  useMarkReadOnOpening(conversation, messages);

  const commands = useMemo<Command[]>(
    () => [
      { id: 'reply', group: 'conversation', label: 'reply', keys: ['r'], run: () => reply.begin(false) },
      {
        id: 'reply-all',
        group: 'conversation',
        label: 'replyAll',
        keys: ['a'],
        run: () => reply.begin(true),
      },
      {
        id: 'close',
        group: 'conversation',
        label: 'close',
        keys: ['Escape'],
        when: () => !choosing,
        run: onClose,
      },
      { id: 'close-u', group: 'conversation', label: 'close', keys: ['u'], run: onClose },
    ],
    [reply.begin, choosing, onClose],
  );
  useCommands(commands);

  const subject = visible(conversation.subject).trim() || t('mail:noSubject');
  const markUnread = (): void => {
    props.marks.markUnread(conversations);
    onClose();
  };

  return (
    <section className={classes.pane} aria-label={t('reader:conversation')}>
      <div className={classes.bar}>
        <BackButton onClose={onClose} />
        <span className={classes.spring} />
        <FilingBar filing={props.filing} conversations={conversations} />
        <BarAction
          label={conversation.flagged ? t('mail:unstar') : t('mail:star')}
          keys="s"
          onClick={() => props.marks.star(conversations)}
        >
          {conversation.flagged ? (
            <IconStarFilled size={18} className={classes.starred} />
          ) : (
            <IconStar size={18} stroke={1.6} />
          )}
        </BarAction>
        <BarAction label={t('mail:markUnread')} keys="⇧ U" onClick={markUnread}>
          <IconMail size={18} stroke={1.6} />
        </BarAction>
        <span className={classes.answers}>
          <BarAction label={t('reply:reply')} keys="r" onClick={() => reply.begin(false)}>
            <IconArrowBackUp size={18} stroke={1.6} />
          </BarAction>
          <BarAction label={t('reply:replyAll')} keys="a" onClick={() => reply.begin(true)}>
            <IconArrowBackUpDouble size={18} stroke={1.6} />
          </BarAction>
        </span>
      </div>
      <div className={classes.scroller}>
        <div className={classes.column}>
          <h2 ref={headingRef} tabIndex={-1} className={classes.subject} dir="auto">
            {subject}
          </h2>
          {messages.map((message) => (
            <OneMessage
              key={message.id}
              message={message}
              own={own}
              expanded={toggled[message.id] ?? atOpening.has(message.id)}
              onToggle={(expanded) => setToggled((before) => ({ ...before, [message.id]: expanded }))}
            />
          ))}
          <BeingSent outgoing={outgoing} messages={messages} own={own} />
          {reply.draft ? (
            <Suspense fallback={<BodySkeleton />}>
              <ReplyPanel reply={reply} draft={reply.draft} />
            </Suspense>
          ) : (
            <div className={classes.answer}>
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} />}
                onClick={() => reply.begin(false)}
              >
                {t('reply:reply')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconArrowBackUpDouble size={16} />}
                onClick={() => reply.begin(true)}
              >
                {t('reply:replyAll')}
              </Button>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

/** The newest message and everything unread, as they were when the conversation was opened: reading does not fold what is read. */
function useInitiallyExpanded(messages: readonly Message[]): ReadonlySet<string> {
  const seen = useRef(new Map<string, boolean>());
  const newest = messages.at(-1)?.id;
  for (const { id, flags } of messages) {
    if (!seen.current.has(id)) seen.current.set(id, id === newest || !flags.includes('seen'));
  }
  return useMemo(
    () => new Set(messages.filter(({ id }) => seen.current.get(id)).map(({ id }) => id)),
    [messages],
  );
}

/** Each unread message is marked once per opening, so that "mark as unread" stays what the person said. */
function useMarkReadOnOpening(conversation: ConversationSummary, messages: readonly Message[]): void {
  const mark = useMarking();
  const done = useRef(new Set<string>());
  useEffect(() => {
    const unread = messages
      .filter(({ id, flags }) => !flags.includes('seen') && !done.current.has(id))
      .map(({ id }) => id);
    for (const { id } of messages) done.current.add(id);
    if (unread.length > 0) void mark({ of: [{ conversation, which: unread }], flag: 'seen', value: true });
  }, [conversation, messages, mark]);
}

interface OneMessageProps {
  message: Message;
  own: ReadonlySet<string>;
  expanded: boolean;
  onToggle(expanded: boolean): void;
}

function OneMessage({ message, own, expanded, onToggle }: OneMessageProps) {
  const address = `/api/v1/messages/${encodeURIComponent(message.id)}`;
  return (
    <MessageView
      message={message}
      own={own}
      expanded={expanded}
      onToggle={() => onToggle(!expanded)}
      html={expanded && message.hasHtml && <HtmlBody message={message} />}
      partHref={(part) => `${address}/parts/${encodeURIComponent(part)}`}
      sourceHref={`${address}/source`}
    />
  );
}

function HtmlBody({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { press } = useCommandContext();
  const html = useQuery(read('readMessageHtml', { params: { id: message.id } }));
  if (html.isError) {
    return (
      <FailureNotice failure={asFailure(html.error).toWire()} steps={{ retry: () => void html.refetch() }} />
    );
  }
  if (!html.data) return <BodySkeleton />;
  const name = message.from[0]?.name || message.from[0]?.address || t('mail:noSender');
  return (
    <MailFrame
      html={html.data.html}
      inline={html.data.inline}
      fallback={<PlainText text={message.text} />}
      title={t('mail:frameTitle', { name: visible(name) })}
      onKey={press}
    />
  );
}

interface BeingSentProps {
  outgoing: OpenedProps['answer']['outgoing'];
  messages: readonly Message[];
  own: ReadonlySet<string>;
}

function BeingSent({ outgoing, messages, own }: BeingSentProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const told = useRef(new Map<string, string>());
  const sendAgain = useSendAgain();
  useEffect(() => {
    for (const { id, state, to } of outgoing) {
      const before = told.current.get(id);
      told.current.set(id, state);
      if (before === undefined || before === state) continue;
      announce(t('reader:replyState', { to: to[0]?.address ?? '', state: t(`outgoing:state.${state}`) }));
    }
  }, [outgoing, announce, t]);
  return stillShown(outgoing, messages, own).map((one) => (
    <OutgoingCard key={one.id} outgoing={one} onSendAgain={sendAgain} />
  ));
}

function BackButton({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      className={classes.back}
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('commands:close')}
      onClick={onClose}
    >
      <IconArrowLeft size={20} />
    </ActionIcon>
  );
}

function ConversationSkeleton({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.pane} role="status" aria-busy="true">
      <span className="mr-sr-only">{t('shell:loading')}</span>
      <div className={classes.bar}>
        <BackButton onClose={onClose} />
      </div>
      <div className={classes.column}>
        <Skeleton height={22} width="55%" my="md" />
        <BodySkeleton />
      </div>
    </div>
  );
}
