import type { FailureWire } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyAction } from '../copy/copy-action.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './failure-notice.module.css';

/** What the screen can do about a failure; a step it cannot do has no button. */
export interface FailureSteps {
  retry?: () => void;
  reconnect?: () => void;
}

interface FailureNoticeProps {
  failure: FailureWire;
  steps?: FailureSteps;
  title?: string;
  /** Keeps the provider's own text behind a line that opens, where it would stand beside other things to read. */
  foldsQuote?: boolean;
  /** Buttons of the screen's own, for `next: choose`. */
  children?: ReactNode;
}

/** Names in a failure's detail that a person recognises. */
const subjects = new Set([
  'host',
  'port',
  'address',
  'recipient',
  'folder',
  'mailbox',
  'expected',
  'actual',
  'limit',
]);

/** A failure in words: the sentence for its kind, the provider's own text as a quotation, and the next step as a button. */
export function FailureNotice({ failure, steps = {}, title, foldsQuote, children }: FailureNoticeProps) {
  const { t } = useTranslation();
  const mends = failure.next.do === 'wait' || failure.origin === 'network';
  const said = `${failure.quote ?? ''} ${failure.code ?? ''}`;
  // A host or an address says what it is about; trace identifiers stand in the quotation already, where an administrator looks.
  const about = Object.entries(failure.detail)
    .filter(([name, value]) => subjects.has(name) && value !== '' && !said.includes(value))
    .map(([, value]) => value);
  return (
    <div className={classes.notice} data-tone={mends ? 'warn' : 'bad'} role="alert">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        {title && <strong className={classes.title}>{title}</strong>}
        <p className={classes.sentence}>{t(`failures:${failure.kind}`)}</p>
        {about.length > 0 && <p className={classes.about}>{about.join(' · ')}</p>}
        <Outlook failure={failure} />
        {(failure.quote || failure.code) &&
          (foldsQuote ? (
            <details className={classes.folded}>
              <summary>{t('failure:saidFolded')}</summary>
              <Said failure={failure} text={said.trim()} />
            </details>
          ) : (
            <figure className={classes.quote}>
              <figcaption>{t('failure:said')}</figcaption>
              <Said failure={failure} text={said.trim()} />
            </figure>
          ))}
        <NextStep failure={failure} steps={steps} />
        {children}
      </div>
    </div>
  );
}

function Said({ failure: { quote, code }, text }: { failure: FailureWire; text: string }) {
  return (
    <div className={classes.said}>
      <blockquote>
        {quote}
        {code && <code> {code}</code>}
      </blockquote>
      <CopyAction value={text} />
    </div>
  );
}

/** What happens without the reader, said before what the provider said of it. */
function Outlook({ failure: { kind, next } }: { failure: FailureWire }) {
  const { t } = useTranslation();
  const { time } = useLocale();
  if (next.do === 'ask-administrator') return <p className={classes.next}>{t('failure:askAdministrator')}</p>;
  if (next.do !== 'wait') return null;
  const waiting = kind === 'throttled' ? 'failure:askedToWaitUntil' : 'failure:waitUntil';
  return (
    <p className={classes.next}>{next.until ? t(waiting, { time: time(next.until) }) : t('failure:wait')}</p>
  );
}

function NextStep({ failure: { next }, steps }: { failure: FailureWire; steps: FailureSteps }) {
  const { t } = useTranslation();
  const step = next.do === 'retry' ? steps.retry : next.do === 'reconnect' ? steps.reconnect : undefined;
  if (!step) return null;
  return (
    <Button size="xs" variant="default" className={classes.button} onClick={step}>
      {next.do === 'retry' ? t('failure:retry') : t('failure:reconnect')}
    </Button>
  );
}
