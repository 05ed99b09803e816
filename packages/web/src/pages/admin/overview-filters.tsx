import {
  type AccountProvider,
  accountNeed,
  accountProvider,
  type OversightOrder,
  oversightOrder,
} from '@mailroom/model';
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './overview-filters.module.css';

/** Which accounts: who has to see to them, or a state that is looked for by itself. */
export const overviewShows = ['all', ...accountNeed.options, 'unwell', 'paused'] as const;
export type OverviewShow = (typeof overviewShows)[number];

export interface OverviewView {
  show: OverviewShow;
  provider: AccountProvider | 'all';
  words: string;
  order: OversightOrder;
  descending: boolean;
  /** Of the pages gone through; the last is the one that is shown. */
  cursors: readonly string[];
}

export const defaultView: OverviewView = {
  show: 'all',
  provider: 'all',
  words: '',
  order: 'need',
  descending: false,
  cursors: [],
};

/** What the server is asked for a view. */
export function queryOf({ show, provider, words, order, descending, cursors }: OverviewView) {
  const need = accountNeed.options.find((one) => one === show);
  const after = cursors.at(-1);
  return {
    ...(need && { need }),
    ...(show === 'unwell' && { unwell: 'true' }),
    ...(show === 'paused' && { state: 'paused' as const }),
    ...(provider !== 'all' && { provider }),
    ...(words !== '' && { words }),
    order,
    ...(descending && { descending: 'true' }),
    ...(after !== undefined && { after }),
  };
}

/** Milliseconds after the last letter, before the server is asked. */
const typingPause = 250;

interface OverviewFiltersProps {
  view: OverviewView;
  onChange(view: OverviewView): void;
}

export function OverviewFilters({ view, onChange }: OverviewFiltersProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(view.words);
  // Another choice begins at its first page.
  const change = (part: Partial<OverviewView>): void => onChange({ ...view, ...part, cursors: [] });
  const look = useDebouncedCallback((words: string) => change({ words: words.trim() }), typingPause);
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.words}
        type="search"
        label={t('oversight:find')}
        placeholder={t('oversight:findHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
      />
      <NativeSelect
        label={t('oversight:show')}
        data={overviewShows.map((value) => ({ value, label: t(`oversight:shows.${value}`) }))}
        value={view.show}
        onChange={({ currentTarget: { value } }) =>
          change({ show: overviewShows.find((one) => one === value) ?? 'all' })
        }
      />
      <NativeSelect
        label={t('oversight:provider')}
        data={(['all', ...accountProvider.options] as const).map((value) => ({
          value,
          label: t(`oversight:providers.${value}`),
        }))}
        value={view.provider}
        onChange={({ currentTarget: { value } }) =>
          change({ provider: accountProvider.options.find((one) => one === value) ?? 'all' })
        }
      />
      <NativeSelect
        label={t('oversight:order')}
        data={oversightOrder.options.map((value) => ({ value, label: t(`oversight:orders.${value}`) }))}
        value={view.order}
        onChange={({ currentTarget: { value } }) =>
          change({ order: oversightOrder.options.find((one) => one === value) ?? 'need', descending: false })
        }
      />
    </search>
  );
}
