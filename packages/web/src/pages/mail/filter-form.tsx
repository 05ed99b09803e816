import { reaches } from '@mailroom/model';
import { Button, Group, SegmentedControl, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { type ListFilter, noFilter, whoses } from './list-filter.ts';

export interface FilterFormProps {
  filter: ListFilter;
  /** Whether whose mail, and which mailbox, can be chosen in this view. */
  ofMailboxes: boolean;
  onFilter(filter: ListFilter): void;
}

/** Nothing is narrowed before it is asked for as a whole. */
export function FilterForm({ filter, ofMailboxes, onFilter }: FilterFormProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState(filter);
  const accounts = (useQuery(read('listAccounts', {})).data?.accounts ?? []).filter(({ level }) =>
    reaches(level, 'read'),
  );
  const change = (part: Partial<ListFilter>): void => setWish({ ...wish, ...part });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onFilter({ ...wish, address: wish.address.trim() });
      }}
    >
      <Stack gap="sm">
        {ofMailboxes && (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('reader:filter.whose')}
            data={whoses.map((value) => ({ value, label: t(`reader:filter.whoses.${value}`) }))}
            value={wish.whose}
            onChange={(value) => change({ whose: whoses.find((each) => each === value) ?? 'all' })}
          />
        )}
        {ofMailboxes && accounts.length > 1 && (
          <Select
            label={t('reader:filter.account')}
            placeholder={t('reader:filter.anyAccount')}
            clearable
            searchable
            comboboxProps={{ withinPortal: false }}
            data={accounts.map(({ id, address }) => ({ value: id, label: address }))}
            value={wish.account || null}
            onChange={(account) => change({ account: account ?? '' })}
          />
        )}
        <TextInput
          label={t('reader:filter.address')}
          inputMode="email"
          value={wish.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
        <TagsInput
          label={t('reader:filter.domains')}
          description={t('reader:filter.domainsText')}
          splitChars={[',', ' ', ';']}
          value={[...wish.domains]}
          onChange={(domains) => change({ domains })}
        />
        <Text size="xs" c="dimmed">
          {t('reader:filter.either')}
        </Text>
        <Group justify="space-between">
          <Button variant="default" size="xs" onClick={() => onFilter(noFilter)}>
            {t('reader:filter.clear')}
          </Button>
          <Button type="submit" size="xs">
            {t('reader:filter.open')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
