import type { Outgoing, OutgoingState } from '@mailroom/model';
import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName, visible } from '../address/display-name.ts';
import { FailureNotice } from '../failure/failure-notice.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './outgoing-card.module.css';
import { awaitsPerson, partly } from './partly.ts';

const tones: Record<OutgoingState, 'busy' | 'wait' | 'done' | 'bad'> = {
  queued: 'busy',
  composed: 'busy',
  transmitting: 'busy',
  waiting: 'wait',
  sent: 'done',
  filed: 'done',
  failed: 'bad',
  unknown: 'bad',
};

interface OutgoingCardProps {
  outgoing: Outgoing;
  /** Says the subject too: where the card stands outside of its conversation. */
  titled?: boolean;
  onSendAgain(id: string): void;
  /** Further steps beside "send again". */
  children?: ReactNode;
}

/** A message on its way: its state in words, what went wrong per recipient, and a person's own decision to send again. */
export function OutgoingCard({ outgoing, titled = false, onSendAgain, children }: OutgoingCardProps) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const [asking, setAsking] = useState(false);
  const incomplete = partly(outgoing);
  const tone = incomplete ? 'bad' : tones[outgoing.state];
  const state = incomplete
    ? t('outgoing:partly')
    : t(outgoing.heldUntil === null ? `outgoing:state.${outgoing.state}` : 'outgoing:held');
  const mayHaveArrived =
    outgoing.state === 'unknown' || outgoing.deliveries.some((delivery) => delivery.state === 'unknown');
  const sendAgain = (): void => {
    setAsking(false);
    onSendAgain(outgoing.id);
  };
  return (
    <section className={classes.card} data-tone={tone} aria-label={state}>
      <div className={classes.head}>
        <Mark tone={tone} />
        <strong className={classes.state}>{state}</strong>
        <span className={classes.to}>{t('outgoing:to', { names: list(outgoing.to.map(displayName)) })}</span>
      </div>
      {titled && (
        <h2 className={classes.title} dir="auto">
          {visible(outgoing.subject).trim() || t('mail:noSubject')}
        </h2>
      )}
      <p className={classes.snippet}>{visible(outgoing.snippet)}</p>
      {outgoing.failure && <FailureNotice failure={outgoing.failure} />}
      {outgoing.deliveries
        .filter((delivery) => delivery.state === 'refused' && delivery.failure)
        .map((delivery) => (
          <p key={delivery.recipient} className={classes.refused}>
            <strong>{delivery.recipient}</strong>
            {delivery.failure?.quote && delivery.failure.quote !== outgoing.failure?.quote && (
              <q>{delivery.failure.quote}</q>
            )}
          </p>
        ))}
      <div className={classes.steps}>
        {awaitsPerson(outgoing) && (
          <Button
            size="xs"
            variant="default"
            onClick={() => (mayHaveArrived ? setAsking(true) : sendAgain())}
          >
            {t('outgoing:sendAgain')}
          </Button>
        )}
        {children}
      </div>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('outgoing:sendAgainTitle')}>
        <Text size="sm">{t('outgoing:sendAgainWarning')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('outgoing:keep')}
          </Button>
          <Button onClick={sendAgain}>{t('outgoing:sendAgain')}</Button>
        </Group>
      </Modal>
    </section>
  );
}

function Mark({ tone }: { tone: 'busy' | 'wait' | 'done' | 'bad' }) {
  if (tone === 'busy') return <Loader size={14} />;
  const Icon = tone === 'wait' ? IconClock : tone === 'done' ? IconCheck : IconAlertTriangle;
  return <Icon size={16} className={classes.mark} aria-hidden />;
}
