import { asFailure, type ConnectedSignIn, type Security, type SignInProvider } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Dialog } from './dialog.tsx';
import classes from './entry.module.css';
import { Entry } from './entry.tsx';
import { ProofForm } from './proof-form.tsx';
import { useSecurityChanged } from './use-security-changed.ts';

type Doing = { connect: SignInProvider } | { disconnect: ConnectedSignIn } | null;

/** Sign-ins elsewhere that open Mailroom for this person. Nothing where there are none and none could be. */
export function ConnectedSection({ security: { hasPassword, connected } }: { security: Security }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const changed = useSecurityChanged();
  const providers = useQuery(read('listSignInWays', {})).data?.providers ?? [];
  const [doing, setDoing] = useState<Doing>(null);
  const nameOf = ({ kind, name }: ConnectedSignIn) => name ?? t(`security:providers.${kind}`);
  if (connected.length === 0 && providers.length === 0) return null;
  return (
    <section className={card.card} aria-label={t('security:connected')}>
      <h2 className={card.title}>{t('security:connected')}</h2>
      {connected.length === 0 && <p className={classes.note}>{t('security:connectedNone')}</p>}
      {connected.map((one) => (
        <Entry
          key={one.id}
          name={nameOf(one)}
          lines={[
            [
              t('security:connectedOn', { date: date(one.connectedAt) }),
              ...(one.name === null ? [t('security:offeredNoMore')] : []),
            ].join(' · '),
          ]}
        >
          <Button
            variant="default"
            aria-label={t('security:disconnectNamed', { name: nameOf(one) })}
            onClick={() => setDoing({ disconnect: one })}
          >
            {t('security:disconnect')}
          </Button>
        </Entry>
      ))}
      {providers.length > 0 && (
        <Group gap="sm">
          {providers.map((provider) => (
            <Button key={provider.id} variant="default" onClick={() => setDoing({ connect: provider })}>
              {t('security:connectNamed', { name: provider.name })}
            </Button>
          ))}
        </Group>
      )}
      <Dialog opened={doing !== null} title={t('security:connected')} onClose={() => setDoing(null)}>
        {doing && 'connect' in doing && (
          <ProofForm
            hasPassword={hasPassword}
            text={t('security:connectText', { name: doing.connect.name })}
            action={t('security:connectNamed', { name: doing.connect.name })}
            run={async (proof) => {
              const body = { ...proof, providerId: doing.connect.id };
              window.location.assign((await call('connectSignIn', { body })).authorizeUrl);
            }}
          />
        )}
        {doing && 'disconnect' in doing && (
          <ProofForm
            hasPassword={hasPassword}
            text={t('security:disconnectText', { name: nameOf(doing.disconnect) })}
            action={t('security:disconnect')}
            failureText={(thrown) =>
              asFailure(thrown).detail.connected === 'last-way-in' ? t('security:lastWayIn') : null
            }
            run={async (body) => {
              await call('disconnectSignIn', { params: { id: doing.disconnect.id }, body });
              setDoing(null);
              await changed();
            }}
          />
        )}
      </Dialog>
    </section>
  );
}
