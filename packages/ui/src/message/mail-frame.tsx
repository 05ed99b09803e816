import { Button, Group, Modal, Text, useComputedColorScheme } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeceptiveLink, type FrameOrder, readReport } from '../mail-frame/protocol.ts';
import { QuoteToggle } from '../text/plain-text.tsx';
import { dark, light } from '../theme/tokens.ts';
import classes from './mail-frame.module.css';

/** Where the server answers the frame's document, with the policy that is half of its safety. */
const frameAddress = '/mail-frame';
const frameSandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';

interface MailFrameProps {
  html: string;
  inline: string;
  title: string;
  /** Stands in for a mail that the frame could not show. */
  fallback: ReactNode;
  /** A single key pressed while the frame had the focus. */
  onKey?(key: string, shiftKey: boolean): void;
}

interface Shown {
  blocked: number;
  quoted: boolean;
  paper: boolean;
}

/** HTML mail in its frame: see docs/decisions/0002-mail-frame.md. This side only embeds, measures and warns. */
export function MailFrame({ html, inline, title, fallback, onKey }: MailFrameProps) {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [height, setHeight] = useState(0);
  const [unfolded, setUnfolded] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  const [deceit, setDeceit] = useState<DeceptiveLink | null>(null);
  const latest = useRef({ onKey, unfolded });
  latest.current = { onKey, unfolded };

  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow) return;
      const report = readReport(event.data);
      switch (report?.mailroom) {
        case 'ready':
          return setReady(true);
        case 'failed':
          return setFailed(true);
        case 'shown':
          return setShown(report);
        case 'height':
          return setHeight(report.height);
        case 'hover':
          return setHovered(report.href);
        case 'deceptive':
          return setDeceit(report);
        case 'key':
          return latest.current.onKey?.(report.key, report.shiftKey);
      }
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);

  // An opaque origin has no name to send to; only this element's own window receives the mail.
  const order = (message: FrameOrder): void => frame.current?.contentWindow?.postMessage(message, '*');

  // biome-ignore lint/correctness/useExhaustiveDependencies: folding is an order of its own and shows nothing anew
  useEffect(() => {
    if (!ready) return;
    const palette = scheme === 'dark' ? dark : light;
    order({
      mailroom: 'show',
      html,
      inline,
      scheme,
      unfolded: latest.current.unfolded,
      colours: { ink: palette.ink, muted: palette.inkMuted, link: palette.accent },
    });
  }, [ready, html, inline, scheme]);

  if (failed) return fallback;
  return (
    <div className={classes.mail}>
      {shown && shown.blocked > 0 && (
        <p className={classes.blocked}>
          <IconPhotoOff size={15} aria-hidden /> {t('mail:remoteBlocked', { count: shown.blocked })}
        </p>
      )}
      <iframe
        ref={frame}
        src={frameAddress}
        sandbox={frameSandbox}
        title={title}
        className={classes.frame}
        style={{ height: Math.max(height, 24) }}
        data-shown={shown !== null || undefined}
      />
      {shown?.quoted && (
        <QuoteToggle
          unfolded={unfolded}
          onToggle={() => {
            setUnfolded(!unfolded);
            order({ mailroom: 'fold', unfolded: !unfolded });
          }}
        />
      )}
      {hovered && <output className={classes.hovered}>{hovered}</output>}
      <Modal opened={deceit !== null} onClose={() => setDeceit(null)} title={t('mail:linkWarningTitle')}>
        {deceit && (
          <>
            <Text size="sm">{t('mail:linkWarning', { claimed: deceit.claimed, actual: deceit.actual })}</Text>
            <Text size="xs" mt="sm" className={classes.address}>
              {deceit.href}
            </Text>
            <Group justify="flex-end" mt="lg">
              <Button
                variant="default"
                component="a"
                href={deceit.href}
                target="_blank"
                rel="noopener noreferrer"
                onClick={() => setDeceit(null)}
              >
                {t('mail:openAnyway', { host: deceit.actual })}
              </Button>
              <Button data-autofocus onClick={() => setDeceit(null)}>
                {t('mail:doNotOpen')}
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </div>
  );
}
