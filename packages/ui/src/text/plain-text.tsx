import { IconDots } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLink, linkify } from './linkify.ts';
import classes from './plain-text.module.css';
import { splitQuoted } from './quoted.ts';

/** A plain text body: links made as elements, the quoted history behind a button. */
export function PlainText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [unfolded, setUnfolded] = useState(false);
  const { own, quoted } = useMemo(() => splitQuoted(text), [text]);
  return (
    <div className={classes.text} dir="auto">
      <Linked text={own} />
      {quoted !== '' && (
        <>
          <QuoteToggle unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
          {unfolded && (
            <div className={classes.quoted}>
              <Linked text={quoted} />
            </div>
          )}
        </>
      )}
      {own === '' && quoted === '' && <span className={classes.none}>{t('mail:emptyBody')}</span>}
    </div>
  );
}

/** The `…` button that text bodies and the mail frame share. */
export function QuoteToggle({ unfolded, onToggle }: { unfolded: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const label = unfolded ? t('mail:hideQuoted') : t('mail:showQuoted');
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={unfolded}
      aria-label={label}
      title={label}
      onClick={onToggle}
    >
      <IconDots size={16} aria-hidden />
    </button>
  );
}

function Linked({ text }: { text: string }) {
  const pieces = useMemo(() => linkify(text), [text]);
  return pieces.map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
    if (!isLink(piece)) return <Fragment key={at}>{piece.text}</Fragment>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer" className={classes.link}>
        {piece.text}
        {piece.host && <span className={classes.host}> ({piece.host})</span>}
      </a>
    );
  });
}
