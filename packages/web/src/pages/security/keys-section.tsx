import type { ApiKey } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Dialog } from './dialog.tsx';
import classes from './entry.module.css';
import { Entry } from './entry.tsx';
import { NewKey } from './new-key.tsx';

/** What programs act with in this person's name. */
export function KeysSection({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const keys = useQuery(read('listKeys', {}));
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const changed = () => cache.invalidateQueries({ queryKey: read('listKeys', {}).queryKey });
  const end = useMutation({
    mutationFn: ({ id }: ApiKey) => call('endKey', { params: { id } }),
    onSuccess: async (_, { name }) => {
      setEnding(null);
      announce(t('security:keyEnded', { name }));
      await changed();
    },
  });
  return (
    <section className={card.card} aria-label={t('security:keys')}>
      <h2 className={card.title}>{t('security:keys')}</h2>
      <p className={classes.note}>{t('security:keysText')}</p>
      <Loaded query={keys}>
        {({ keys: own }) => (
          <ul className={classes.entries}>
            {own.map((key) => (
              <li key={key.id}>
                <KeyEntry apiKey={key} onEnd={() => setEnding(key)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <div>
        <Button variant="default" onClick={() => setMaking(true)}>
          {t('security:makeKey')}
        </Button>
      </div>
      <Dialog opened={making} title={t('security:makeKey')} onClose={() => setMaking(false)}>
        <NewKey hasPassword={hasPassword} onMade={() => void changed()} onClose={() => setMaking(false)} />
      </Dialog>
      <Confirm
        opened={ending !== null}
        title={t('security:endKeyTitle', { name: ending?.name ?? '' })}
        text={[t('security:endKeyText')]}
        action={t('security:endKey')}
        pending={end.isPending}
        failure={<FormFailure thrown={end.error} />}
        onConfirm={() => ending && end.mutate(ending)}
        onClose={() => setEnding(null)}
      />
    </section>
  );
}

function KeyEntry({ apiKey, onEnd }: { apiKey: ApiKey; onEnd(): void }) {
  const { t } = useTranslation();
  const { ago, date, list } = useLocale();
  const { name, start, scopes, createdAt, expiresAt, usedAt } = apiKey;
  const over = expiresAt !== null && new Date(expiresAt) <= new Date();
  const ends =
    expiresAt === null
      ? t('security:keyEndless')
      : t(over ? 'security:keyOver' : 'security:keyUntil', { date: date(expiresAt) });
  return (
    <Entry
      name={name}
      lines={[
        list(scopes.map((scope) => t(`security:scopes.${scope}`))),
        [
          `${start}…`,
          t('security:madeOn', { date: date(createdAt) }),
          ends,
          usedAt === null ? t('security:keyUnused') : t('security:keyUsed', { ago: ago(usedAt) }),
        ].join(' · '),
      ]}
    >
      <Button variant="default" aria-label={t('security:endKeyNamed', { name })} onClick={onEnd}>
        {t('security:endKey')}
      </Button>
    </Entry>
  );
}
