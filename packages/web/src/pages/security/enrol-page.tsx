import { signOut } from '@mailroom/client';
import { Button, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Entrance } from '../../shell/entrance.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { AddPasskey, AddTotp, RecoveryCodes } from './factor-forms.tsx';

/** The only screen for somebody who lacks the second factor that the organisation demands. */
export function EnrolPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const security = useQuery(read('readSecurity', {}));
  const [kind, setKind] = useState<'totp' | 'passkey' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const enter = async () => {
    cache.clear();
    await router.navigate({ href: '/' });
  };
  const leave = async () => {
    await signOut();
    cache.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <Entrance title={t('security:demandedTitle')} text={t('security:demandedText')}>
      <Loaded query={security}>
        {({ hasPassword }) => {
          const onAdded = (recoveryCodes: readonly string[] | null) => setCodes(recoveryCodes ?? []);
          if (codes) return <RecoveryCodes codes={codes} onDone={() => void enter()} />;
          if (kind === 'totp') return <AddTotp hasPassword={hasPassword} onAdded={onAdded} />;
          if (kind === 'passkey') return <AddPasskey hasPassword={hasPassword} onAdded={onAdded} />;
          return (
            <Stack gap="md">
              <Button onClick={() => setKind('totp')}>{t('security:addTotp')}</Button>
              <Button variant="default" onClick={() => setKind('passkey')}>
                {t('security:addPasskey')}
              </Button>
              <Button variant="subtle" onClick={() => void leave()}>
                {t('shell:signOut')}
              </Button>
            </Stack>
          );
        }}
      </Loaded>
    </Entrance>
  );
}
