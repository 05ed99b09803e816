import type { Passkey, Security } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import card from '../../shell/card.module.css';
import { Dialog } from './dialog.tsx';
import { Entry } from './entry.tsx';
import { AddPasskey, AddTotp, RecoveryCodes } from './factor-forms.tsx';
import { PasskeyNameForm } from './passkey-name-form.tsx';
import { ProofForm } from './proof-form.tsx';
import { useSecurityChanged } from './use-security-changed.ts';

type Doing =
  | { do: 'add-totp' | 'remove-totp' | 'add-passkey' | 'renew-codes' }
  | { do: 'rename-passkey' | 'remove-passkey'; passkey: Passkey };

const titles = {
  'add-totp': 'security:addTotp',
  'remove-totp': 'security:removeTotp',
  'add-passkey': 'security:addPasskey',
  'rename-passkey': 'security:renamePasskey',
  'remove-passkey': 'security:removePasskey',
  'renew-codes': 'security:newCodes',
} as const;

/** What is asked for after the password. */
export function FactorsSection({ security }: { security: Security }) {
  const { t } = useTranslation();
  const changed = useSecurityChanged();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { totp, passkeys, recoveryCodesLeft } = security;
  const close = () => {
    setDoing(null);
    setCodes(null);
    void changed();
  };
  return (
    <section className={card.card} aria-label={t('security:factors')}>
      <h2 className={card.title}>{t('security:factors')}</h2>
      <Entry name={t(totp ? 'security:totpOn' : 'security:totpOff')}>
        <Button variant="default" onClick={() => setDoing({ do: totp ? 'remove-totp' : 'add-totp' })}>
          {t(totp ? 'security:removeTotp' : 'security:addTotp')}
        </Button>
      </Entry>
      <Entry name={t('security:passkeys', { count: passkeys.length })}>
        <Button variant="default" onClick={() => setDoing({ do: 'add-passkey' })}>
          {t('security:addPasskey')}
        </Button>
      </Entry>
      {passkeys.map((passkey) => (
        <PasskeyEntry key={passkey.id} passkey={passkey} onDo={(what) => setDoing({ do: what, passkey })} />
      ))}
      <Entry
        name={
          recoveryCodesLeft === null
            ? t('security:codesNone')
            : t('security:codesLeft', { count: recoveryCodesLeft })
        }
      >
        {recoveryCodesLeft !== null && (
          <Button variant="default" onClick={() => setDoing({ do: 'renew-codes' })}>
            {t('security:newCodes')}
          </Button>
        )}
      </Entry>
      <Dialog opened={doing !== null} title={doing ? t(titles[doing.do]) : ''} onClose={close}>
        {codes ? (
          <RecoveryCodes codes={codes} onDone={close} />
        ) : (
          doing && <Step doing={doing} hasPassword={security.hasPassword} onCodes={setCodes} onDone={close} />
        )}
      </Dialog>
    </section>
  );
}

function PasskeyEntry({
  passkey: { name, createdAt, copied },
  onDo,
}: {
  passkey: Passkey;
  onDo(what: 'rename-passkey' | 'remove-passkey'): void;
}) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const added = t('security:addedOn', { date: date(createdAt) });
  return (
    <Entry
      name={t('security:passkeyCalled', { name })}
      lines={[copied ? `${added} · ${t('security:passkeyCopied')}` : added]}
    >
      <Button
        variant="default"
        aria-label={t('security:renamePasskeyCalled', { name })}
        onClick={() => onDo('rename-passkey')}
      >
        {t('security:rename')}
      </Button>
      <Button
        variant="default"
        aria-label={t('security:removePasskeyCalled', { name })}
        onClick={() => onDo('remove-passkey')}
      >
        {t('security:remove')}
      </Button>
    </Entry>
  );
}

interface StepProps {
  doing: Doing;
  hasPassword: boolean;
  onCodes(codes: readonly string[]): void;
  onDone(): void;
}

function Step({ doing, hasPassword, onCodes, onDone }: StepProps) {
  const { t } = useTranslation();
  const added = (codes: readonly string[] | null) => (codes === null ? onDone() : onCodes(codes));
  switch (doing.do) {
    case 'add-totp':
      return <AddTotp hasPassword={hasPassword} onAdded={added} />;
    case 'add-passkey':
      return <AddPasskey hasPassword={hasPassword} onAdded={added} />;
    case 'rename-passkey':
      return <PasskeyNameForm passkey={doing.passkey} onDone={onDone} />;
    case 'remove-totp':
      return (
        <ProofForm
          hasPassword={hasPassword}
          text={t('security:removeTotpText')}
          action={t('security:removeTotp')}
          run={async (body) => {
            await call('removeTotp', { body });
            onDone();
          }}
        />
      );
    case 'remove-passkey':
      return (
        <ProofForm
          hasPassword={hasPassword}
          text={t('security:removePasskeyText', { name: doing.passkey.name })}
          action={t('security:removePasskey')}
          run={async (body) => {
            await call('removePasskey', { params: { id: doing.passkey.id }, body });
            onDone();
          }}
        />
      );
    case 'renew-codes':
      return (
        <ProofForm
          hasPassword={hasPassword}
          text={t('security:newCodesText')}
          action={t('security:newCodes')}
          run={async (body) => onCodes((await call('renewRecoveryCodes', { body })).recoveryCodes)}
        />
      );
  }
}
