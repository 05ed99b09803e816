import type { MailAddress } from '@mailroom/model';
import { Button, CloseButton, Group, TagsInput } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import { IconSend2 } from '@tabler/icons-react';
import { useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editorText } from './editor-text.ts';
import type { Body } from './quote.ts';
import { formatMailbox, parseMailbox } from './recipients.ts';
import classes from './reply-editor.module.css';

/** An answer being written: what survives a reload and what is handed over for sending. */
export interface ReplyDraft {
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  html: string;
}

interface ReplyEditorProps {
  draft: ReplyDraft;
  sending: boolean;
  onChange(draft: ReplyDraft): void;
  onSend(draft: ReplyDraft, body: Body): void;
  onDiscard(): void;
}

/** Plain formatting only: bold, italic, lists, quotation, link. Ctrl+Enter sends. */
export function ReplyEditor({ draft, sending, onChange, onSend, onDiscard }: ReplyEditorProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLDivElement>(null);
  const [showCc, setShowCc] = useState(draft.cc.length > 0);
  const [refused, setRefused] = useState<{ field: 'to' | 'cc'; text: string } | null>(null);
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        code: false,
        codeBlock: false,
        horizontalRule: false,
        strike: false,
        underline: false,
        link: {
          protocols: ['http', 'https', 'mailto'],
          defaultProtocol: 'https',
          openOnClick: false,
        },
      }),
    ],
    content: draft.html,
    autofocus: 'end',
    editorProps: {
      attributes: {
        'data-placeholder': t('reply:placeholder'),
        'aria-label': t('reply:editor'),
        role: 'textbox',
        'aria-multiline': 'true',
      },
    },
    onUpdate: ({ editor: changed }) => onChange({ ...draft, html: changed.getHTML() }),
  });

  // The caret alone would bring its own line into view, and leave Send below the edge.
  useEffect(() => {
    // No value: newer browsers answer with a promise, which React would take for a clean-up.
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  // TipTap declares its class once for `import` and once for `require`, and Mantine is typed by the other one.
  const mantineEditor = editor as unknown as ComponentProps<typeof RichTextEditor>['editor'];

  const send = (): void => {
    if (!editor || sending || draft.to.length === 0) return;
    const html = editor.getHTML();
    onSend({ ...draft, html }, { html, text: editorText(editor.getJSON()) });
  };

  const recipients = (field: 'to' | 'cc') => (
    <TagsInput
      classNames={{
        root: classes.field,
        label: classes.label,
        wrapper: classes.input,
        inputField: classes.recipient,
      }}
      label={t(`reply:${field}`)}
      size="sm"
      value={draft[field].map(formatMailbox)}
      splitChars={[',', ';', '\n']}
      acceptValueOnBlur
      error={refused?.field === field ? t('reply:addressInvalid', { address: refused.text }) : undefined}
      onChange={(values) => {
        const parsed = values.map((value) => ({ value, mailbox: parseMailbox(value) }));
        const bad = parsed.find(({ mailbox }) => mailbox === null);
        setRefused(bad ? { field, text: bad.value } : null);
        onChange({ ...draft, [field]: parsed.flatMap(({ mailbox }) => (mailbox ? [mailbox] : [])) });
      }}
    />
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the shortcut belongs to everything inside the form
    <div
      ref={form}
      className={classes.reply}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <div className={classes.head}>
        {recipients('to')}
        <div className={classes.beside}>
          {!showCc && (
            <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setShowCc(true)}>
              {t('reply:cc')}
            </Button>
          )}
          <CloseButton aria-label={t('reply:discard')} title={t('reply:discard')} onClick={onDiscard} />
        </div>
      </div>
      {showCc && <div className={classes.head}>{recipients('cc')}</div>}
      <RichTextEditor
        editor={mantineEditor}
        className={classes.editor}
        labels={{
          boldControlLabel: t('reply:bold'),
          italicControlLabel: t('reply:italic'),
          bulletListControlLabel: t('reply:bulletList'),
          orderedListControlLabel: t('reply:orderedList'),
          blockquoteControlLabel: t('reply:quote'),
          linkControlLabel: t('reply:link'),
          linkEditorInputLabel: t('reply:linkAddress'),
          linkEditorInputPlaceholder: 'https://example.com',
          linkEditorSave: t('reply:linkApply'),
          unlinkControlLabel: t('reply:linkRemove'),
        }}
      >
        <RichTextEditor.Content className={classes.content} />
        <RichTextEditor.Toolbar className={classes.toolbar}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <RichTextEditor.Blockquote />
            <RichTextEditor.Link />
            <RichTextEditor.Unlink />
          </RichTextEditor.ControlsGroup>
          <span className={classes.kept}>{t('reply:kept')}</span>
        </RichTextEditor.Toolbar>
      </RichTextEditor>
      <Group justify="space-between" className={classes.foot}>
        <span className={classes.problem} role="status">
          {draft.to.length === 0 && t('reply:noRecipient')}
        </span>
        <Button
          leftSection={<IconSend2 size={16} />}
          loading={sending}
          disabled={draft.to.length === 0}
          onClick={send}
          title="Ctrl+Enter"
        >
          {t('reply:send')}
        </Button>
      </Group>
    </div>
  );
}
