import type { ConversationMessage, MessageAnswer } from '@mailroom/model';
import { IconArrowBackUp, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './elsewhere.module.css';

interface ElsewhereProps {
  message: Pick<ConversationMessage, 'accountId' | 'copies' | 'answers'>;
  /** The address of a mailbox; undefined while that is not known. */
  addressOf(accountId: string): string | undefined;
}

/** Where the message lies besides, and who answered it: two colleagues need not both. */
export function Elsewhere({ message, addressOf }: ElsewhereProps) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const mailboxes = [...new Set(message.copies.map(({ accountId }) => accountId))].flatMap(
    (id) => addressOf(id) ?? [],
  );
  if (mailboxes.length === 0 && message.answers.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {mailboxes.length > 0 && (
        <li>
          <IconCopy size={14} aria-hidden /> {t('mail:alsoIn', { mailboxes: list(mailboxes) })}
        </li>
      )}
      {message.answers.map((answer) => (
        <li key={`${answer.accountId} ${answer.from} ${answer.at}`}>
          <IconArrowBackUp size={14} aria-hidden /> <AnswerLine answer={answer} addressOf={addressOf} />
        </li>
      ))}
    </ul>
  );
}

function AnswerLine({ answer, addressOf }: { answer: MessageAnswer } & Pick<ElsewhereProps, 'addressOf'>) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const mailbox = addressOf(answer.accountId) ?? '';
  if (answer.at === null) return t('mail:answeredSomewhere', { mailbox });
  const date = fullDate(answer.at);
  return answer.from === 'mailroom'
    ? t('mail:answeredHere', { mailbox, date })
    : t('mail:answeredElsewhere', { mailbox, date });
}
