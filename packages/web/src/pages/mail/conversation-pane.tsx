import type { CallAnswer } from '@mailroom/client';
import { asFailure, reaches } from '@mailroom/model';
import { BodySkeleton, FailureNotice, visible } from '@mailroom/ui';
import { Button, Skeleton } from '@mantine/core';
import { IconArrowBackUp, IconArrowBackUpDouble } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/provider.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { BackButton } from './back-button.tsx';
import { BeingSent } from './being-sent.tsx';
import { ConversationBar } from './conversation-bar.tsx';
import classes from './conversation-pane.module.css';
import type { FilingActions } from './filing-bar.tsx';
import { OneMessage } from './one-message.tsx';
import type { MarkActions } from './use-mark-whole.ts';
import { useInitiallyExpanded, useMarkReadOnOpening } from './use-opening.ts';
import { useOwnAddresses } from './use-own-addresses.ts';
import { useLevels, useRefusal } from './use-refusal.ts';
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

  // What was withdrawn is off the screen, whatever was read of it before.
  const gone = conversation.isError && asFailure(conversation.error).kind === 'not-found';
  if (conversation.isError && (!answer || gone)) {
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
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  const atOpening = useInitiallyExpanded(messages);
  const reply = useReply(id, messages);
  const levels = useLevels();
  const refused = useRefusal()([conversation], 'send');
  // Of copies in several mailboxes, one may be answered from where the row itself may not.
  const answers = messages.some(({ accountId }) => levels !== null && reaches(levels(accountId), 'send'));
  const replyRefused = answers ? null : refused;
  useMarkReadOnOpening(conversation, messages);

  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'reply',
        group: 'conversation',
        label: 'reply',
        keys: ['r'],
        when: () => answers,
        run: () => reply.begin(false),
      },
      {
        id: 'reply-all',
        group: 'conversation',
        label: 'replyAll',
        keys: ['a'],
        when: () => answers,
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
    [reply.begin, answers, choosing, onClose],
  );
  useCommands(commands);

  const subject = visible(conversation.subject).trim() || t('mail:noSubject');
  return (
    <section className={classes.pane} aria-label={t('reader:conversation')}>
      <ConversationBar
        conversation={conversation}
        marks={props.marks}
        filing={props.filing}
        replyRefused={replyRefused}
        onReply={reply.begin}
        onClose={onClose}
      />
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
          ) : replyRefused !== null ? (
            <p className={classes.refused}>{replyRefused}</p>
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
