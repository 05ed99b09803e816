import { type BrokenGlass, breakGlassInput, breakGlassMinutes } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Box, Button, Group, Radio, Select, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../provider-apps/section.tsx';
import { useEndGlass, useGlassChanged } from './use-glass.ts';

/** Milliseconds after the last letter, before the server is asked. */
const typingPause = 250;

/** Breaking the glass: which mailbox, why, and for how long; what is open, and what was. */
export function GlassPage() {
  const { t } = useTranslation();
  const broken = useQuery(read('listBrokenGlass', {}));
  const me = useQuery(read('readMe', {})).data;
  return (
    <Page title={t('sharing:glass.title')} intro={t('sharing:glass.intro')}>
      <GlassForm />
      <Loaded query={broken}>
        {({ broken: all }) => {
          const own = all.filter(({ personId }) => personId === me?.id);
          return (
            <>
              <Broken title={t('sharing:glass.openNow')} broken={own.filter(({ active }) => active)} />
              <Broken title={t('sharing:glass.before')} broken={own.filter(({ active }) => !active)} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function GlassForm() {
  const { t } = useTranslation();
  const { duration } = useLocale();
  const changed = useGlassChanged();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words, typingPause);
  const [accountId, setAccountId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState<number>(breakGlassMinutes[0]);
  const known = useQuery(read('listAccounts', {})).data?.accounts ?? [];
  const { data } = useQuery({
    ...read('listOverseenAccounts', {
      query: { order: 'address', limit: 100, ...(asked && { words: asked }) },
    }),
    placeholderData: keepPreviousData,
  });
  const input = breakGlassInput.safeParse({ accountId, reason, minutes });
  const begin = useMutation({
    mutationFn: (body: NonNullable<typeof input.data>) => call('breakGlass', { body }),
    onSuccess: async () => {
      setAccountId(null);
      setWords('');
      setReason('');
      await changed();
    },
  });
  const readable = known.some(({ id, level }) => id === accountId && level !== 'see');
  return (
    <Box
      component="form"
      className={card.card}
      mb="xl"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (input.success) begin.mutate(input.data);
      }}
    >
      <Stack gap="md">
        <Select
          label={t('sharing:glass.mailbox')}
          placeholder={t('sharing:glass.mailboxHint')}
          searchable
          // The server looks for what is typed, by owner as well: what it found is what is offered.
          filter={({ options }) => options}
          searchValue={words}
          onSearchChange={setWords}
          value={accountId}
          onChange={setAccountId}
          error={readable && t('sharing:glass.readable')}
          data={(data?.accounts ?? []).map(({ id, address, owner }) => ({
            value: id,
            label: owner.name === '' ? address : `${address} (${owner.name})`,
          }))}
        />
        <Textarea
          label={t('sharing:glass.reason')}
          description={t('sharing:glass.reasonText')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('sharing:glass.length')}
          value={String(minutes)}
          onChange={(value) => setMinutes(Number(value))}
        >
          <Group mt="xs">
            {breakGlassMinutes.map((each) => (
              <Radio key={each} value={String(each)} label={duration(each * 60)} />
            ))}
          </Group>
        </Radio.Group>
        <FormFailure thrown={begin.error} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!input.success || readable} loading={begin.isPending}>
            {t('sharing:glass.begin')}
          </Button>
        </Group>
      </Stack>
    </Box>
  );
}

function Broken({ title, broken }: { title: string; broken: readonly BrokenGlass[] }) {
  const overseen = useQuery(read('listOverseenAccounts', { query: { order: 'address', limit: 500 } }));
  const addressOf = (id: string) => overseen.data?.accounts.find((account) => account.id === id)?.address;
  if (broken.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={card.cards}>
        {broken.map((glass) => (
          <Glass key={glass.id} glass={glass} address={addressOf(glass.accountId)} />
        ))}
      </ul>
    </Section>
  );
}

function Glass({ glass, address }: { glass: BrokenGlass; address: string | undefined }) {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const end = useEndGlass(glass.id);
  const { active, beganAt, endsAt, endedAt, reason } = glass;
  const named = address ?? t('audit:gone');
  const told = active
    ? t('sharing:glass.until', { time: time(endsAt) })
    : t('sharing:glass.was', { date: date(beganAt), from: time(beganAt), to: time(endedAt ?? endsAt) });
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h3 className={card.title}>{named}</h3>
          <p className={card.line}>{told}</p>
          <p className={card.line}>{reason}</p>
        </div>
        {active && (
          <div className={card.actions}>
            <Button size="xs" component={Link} to="/mail/inbox">
              {t('sharing:glass.read')}
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={end.isPending}
              aria-label={t('sharing:glass.endFor', { address: named })}
              onClick={() => end.mutate()}
            >
              {t('sharing:glass.end')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
