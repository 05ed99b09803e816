import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterFormProps } from './filter-form.tsx';
import { isNarrowed } from './list-filter.ts';

const FilterForm = lazy(() => import('./filter-form.tsx').then((module) => ({ default: module.FilterForm })));

/** What the list is narrowed to: whose mail, which mailbox, from or to whom. */
export function FilterButton({ filter, ofMailboxes, onFilter }: FilterFormProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const narrowed = isNarrowed(filter);
  const Mark = narrowed ? IconFilterFilled : IconFilter;
  const label = narrowed ? t('reader:filter.active') : t('reader:filter.open');
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus shadow="md">
      <Popover.Target>
        <Tooltip label={label}>
          <ActionIcon
            variant={narrowed ? 'light' : 'subtle'}
            color={narrowed ? 'accent' : 'gray'}
            aria-label={label}
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <Mark size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('reader:filter.title')}>
        {opened && (
          <Suspense fallback={null}>
            <FilterForm
              filter={filter}
              ofMailboxes={ofMailboxes}
              onFilter={(wish) => {
                setOpened(false);
                onFilter(wish);
              }}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
