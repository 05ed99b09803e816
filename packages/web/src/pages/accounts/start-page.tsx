import type { SyncLimit, SyncStart } from '@mailroom/model';
import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { takeWayBack } from '../../shell/way-back.ts';
import { type StartKind, startChoices } from './start-choices.ts';
import classes from './start-page.module.css';

const today = (): string => new Date().toLocaleDateString('sv');

/** How far back to synchronise; asked once, when the browser comes back from the sign-in page. */
export function StartPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/accounts/$id/start' });
  const account = useQuery(read('readAccount', { params: { id } }));
  const organisation = useQuery(read('readOrganisation', {}));
  return (
    <Page title={t('accounts:startTitle')}>
      <Loaded query={account}>
        {({ address }) => (
          <Loaded query={organisation}>
            {({ sync }) => <StartForm id={id} address={address} limit={sync.earliest} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface StartFormProps {
  id: string;
  address: string;
  /** The earliest first date that the organisation lets anybody choose. */
  limit: SyncLimit | null;
}

function StartForm({ id, address, limit }: StartFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { kinds, earliest } = startChoices(limit, new Date());
  const [kind, setKind] = useState<StartKind>(
    kinds.find((one) => one === 'three-months') ?? kinds[0] ?? 'date',
  );
  const [date, setDate] = useState('');
  const start = useMutation({
    mutationFn: (since: SyncStart) => call('startAccount', { params: { id }, body: { since } }),
    onSuccess: async ({ providerAppId }) => {
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      const back = takeWayBack(providerAppId);
      if (back === null) await navigate({ to: '/mail/$view', params: { view: 'inbox' }, search: {} });
      else await navigate({ href: back });
    },
  });
  const tooEarly = earliest !== null && date < earliest;
  const missing = kind === 'date' && (!/^\d{4}-\d\d-\d\d$/.test(date) || tooEarly);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) start.mutate(kind === 'date' ? { kind, date } : { kind });
      }}
    >
      <Stack gap="lg">
        <Radio.Group
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? kind)}
          label={t('accounts:startText', { address })}
          classNames={{ label: classes.label }}
        >
          <div className={classes.choices}>
            {kinds.map((one) => (
              <Radio.Card key={one} value={one} className={classes.choice}>
                <Radio.Indicator />
                <span>{t(`accounts:starts.${one}`)}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        {kind === 'date' && (
          <TextInput
            type="date"
            label={t('accounts:startDate')}
            min={earliest ?? undefined}
            max={today()}
            maw="14rem"
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
        )}
        <FormFailure thrown={start.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={start.isPending} disabled={missing}>
            {t('accounts:startButton')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
