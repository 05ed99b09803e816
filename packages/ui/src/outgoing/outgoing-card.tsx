import type { Outgoing, OutgoingState } from '@mailroom/model';
import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName, visible } from '../address/display-name.ts';
import { FailureNotice } from '../failure/failure-notice.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './outgoing-card.module.css';

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

/** A message on its way: its state in words, what went wrong per recipient, and a person's own decision to send again. */
export function OutgoingCard({
  outgoing,
  onSendAgain,
}: {
  outgoing: Outgoing;
  onSendAgain(id: string): void;
}) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const [asking, setAsking] = useState(false);
  const tone = tones[outgoing.state];
  const decidable = outgoing.state === 'failed' || outgoing.state === 'unknown';
  const sendAgain = (): void => {
    setAsking(false);
    onSendAgain(outgoing.id);
  };
  return (
    <section className={classes.card} data-tone={tone} aria-label={t(`outgoing:state.${outgoing.state}`)}>
      <div className={classes.head}>
        <Mark tone={tone} />
        <strong className={classes.state}>{t(`outgoing:state.${outgoing.state}`)}</strong>
        <span className={classes.to}>{t('outgoing:to', { names: list(outgoing.to.map(displayName)) })}</span>
      </div>
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
      {decidable && (
        <Button
          size="xs"
          variant="default"
          onClick={() => (outgoing.state === 'unknown' ? setAsking(true) : sendAgain())}
        >
          {t('outgoing:sendAgain')}
        </Button>
      )}
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
