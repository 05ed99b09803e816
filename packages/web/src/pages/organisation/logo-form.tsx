import { logoMaxOctets } from '@mailroom/model';
import { Button, FileButton, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import classes from './logo-form.module.css';
import { useSaved } from './use-change.ts';

/** The octets of a file as base64 (RFC 4648 4), without reading it as text. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The logo, which the sign-in page shows. What kind of picture it is, the server sees for itself. */
export function LogoForm({ logo }: { logo: string | null }) {
  const { t } = useTranslation();
  const saved = useSaved();
  const [tooLarge, setTooLarge] = useState(false);
  const change = useMutation({
    mutationFn: async (file: File) => call('changeLogo', { body: { picture: await base64Of(file) } }),
    onSuccess: saved,
  });
  const remove = useMutation({ mutationFn: () => call('deleteLogo', {}), onSuccess: saved });
  const choose = (file: File | null): void => {
    setTooLarge(file !== null && file.size > logoMaxOctets);
    if (file !== null && file.size <= logoMaxOctets) change.mutate(file);
  };
  return (
    <div className={classes.logo}>
      <div className={classes.picture}>
        {logo === null ? (
          <span>{t('organisation:noLogo')}</span>
        ) : (
          <img src={logo} alt={t('organisation:logo')} />
        )}
      </div>
      <div>
        <Text size="sm" fw={500}>
          {t('organisation:logo')}
        </Text>
        <Text size="xs" c="var(--mr-ink-muted)">
          {t('organisation:logoHint')}
        </Text>
        <Group gap="sm" mt="xs">
          <FileButton accept="image/png,image/jpeg,image/gif,image/webp" onChange={choose}>
            {(properties) => (
              <Button {...properties} size="xs" variant="default" loading={change.isPending}>
                {t('organisation:chooseLogo')}
              </Button>
            )}
          </FileButton>
          {logo !== null && (
            <Button size="xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('organisation:removeLogo')}
            </Button>
          )}
        </Group>
        {tooLarge && (
          <Text size="sm" c="var(--mr-bad)" role="alert" mt="xs">
            {t('organisation:logoTooLarge')}
          </Text>
        )}
        <FormFailure thrown={change.error ?? remove.error} />
      </div>
    </div>
  );
}
