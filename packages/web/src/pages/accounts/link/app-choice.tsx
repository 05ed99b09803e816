import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LinkApp } from './link-options.ts';

interface AppChoiceProps {
  apps: readonly LinkApp[];
  value: string;
  onChange(id: string): void;
}

/** Which app, where there is more than one. */
export function AppChoice({ apps, value, onChange }: AppChoiceProps) {
  const { t } = useTranslation();
  if (apps.length < 2) return null;
  return (
    <Radio.Group label={t('accounts:app')} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {apps.map(({ id, name }) => (
          <Radio key={id} value={id} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
