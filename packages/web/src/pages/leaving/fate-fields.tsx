import type { AccountFate } from '@mailroom/model';
import { Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import classes from './fate-fields.module.css';
import type { FateValues } from './fate-values.ts';

export const fateKinds: readonly AccountFate['kind'][] = ['hand-over', 'keep', 'purge'];

const today = (): string => new Date().toISOString().slice(0, 10);

interface FateFieldsProps {
  /** Who leaves. */
  leaver: { id: string; name: string };
  label: string;
  values: FateValues;
  onChange(values: FateValues): void;
}

/** What becomes of one account: to whom, or until when. */
export function FateFields({ leaver, label, values, onChange }: FateFieldsProps) {
  const { t } = useTranslation();
  const people = useQuery(read('listColleagues', {})).data?.people ?? [];
  const me = useQuery(read('readMe', {})).data?.id;
  const set = (change: Partial<FateValues>) => onChange({ ...values, ...change });
  return (
    <Stack gap="md">
      <Radio.Group
        label={label}
        value={values.kind}
        onChange={(kind) => set({ kind: fateKinds.find((one) => one === kind) ?? null })}
      >
        <div className={classes.choices}>
          {fateKinds.map((kind) => (
            <Radio.Card key={kind} value={kind} className={classes.choice}>
              <Radio.Indicator />
              <span>
                <span className={classes.name}>{t(`leaving:fates.${kind}`)}</span>
                <span className={classes.means}>{t(`leaving:fateMeans.${kind}`, { name: leaver.name })}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {values.kind === 'hand-over' && (
        <Select
          label={t('leaving:to')}
          searchable
          data={people
            .filter(({ id }) => id !== leaver.id)
            .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          value={values.to}
          onChange={(to) => set({ to })}
        />
      )}
      {values.kind === 'hand-over' && values.to !== null && values.to === me && (
        <Textarea
          label={t('leaving:reason')}
          description={t('leaving:reasonHint', { name: leaver.name })}
          autosize
          minRows={2}
          maxLength={500}
          value={values.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      )}
      {values.kind === 'keep' && (
        <TextInput
          type="date"
          maw="20rem"
          min={today()}
          label={t('leaving:until')}
          description={t('leaving:untilHint')}
          value={values.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      )}
      {values.kind === 'purge' && (
        <TextInput
          type="date"
          maw="20rem"
          min={today()}
          label={t('leaving:on')}
          description={t('leaving:onHint')}
          value={values.on}
          onChange={(event) => set({ on: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
