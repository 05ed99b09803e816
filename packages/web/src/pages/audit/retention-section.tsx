import { useLocale } from '@mailroom/ui';
import { Button, Group, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Section } from '../provider-apps/section.tsx';

const least = 30;
const most = 3650;
const dayLength = 24 * 60 * 60_000;

/** How long the log is kept. Less than before deletes at once, and so is asked about. */
export function RetentionSection() {
  const { t } = useTranslation();
  const retention = useQuery(read('readAuditRetention', {}));
  return (
    <Section title={t('audit:retention')} text={t('audit:retentionText')}>
      <Loaded query={retention}>{({ days }) => <RetentionForm key={days} current={days} />}</Loaded>
    </Section>
  );
}

function RetentionForm({ current }: { current: number }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const [days, setDays] = useState<number | string>(current);
  const [asking, setAsking] = useState(false);
  const valid = typeof days === 'number' && Number.isInteger(days) && days >= least && days <= most;
  const save = useMutation({
    mutationFn: (wish: number) => call('changeAuditRetention', { body: { days: wish } }),
    onSuccess: async (kept) => {
      setAsking(false);
      announce(t('audit:saved'));
      cache.setQueryData(read('readAuditRetention', {}).queryKey, kept);
      await cache.invalidateQueries({ queryKey: ['listAudit'] });
    },
  });
  const submit = (): void => {
    if (!valid) return;
    if (days < current) setAsking(true);
    else save.mutate(days);
  };
  const before = valid ? date(new Date(Date.now() - days * dayLength).toISOString()) : '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Group align="flex-end">
        <NumberInput
          label={t('audit:days')}
          description={t('audit:daysText')}
          min={least}
          max={most}
          allowDecimal={false}
          value={days}
          onChange={setDays}
          w={160}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!valid || days === current}
          loading={save.isPending}
        >
          {t('shell:save')}
        </Button>
      </Group>
      <Confirm
        opened={asking}
        title={t('audit:shorterTitle')}
        text={[t('audit:shorterText', { date: before })]}
        action={t('shell:save')}
        pending={save.isPending}
        failure={<FormFailure thrown={save.error} />}
        onConfirm={() => valid && save.mutate(days)}
        onClose={() => setAsking(false)}
      />
    </form>
  );
}
