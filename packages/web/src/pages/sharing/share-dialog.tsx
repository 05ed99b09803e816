import { type Account, type Grantee, type SharedLevel, sharedLevel } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useSharingChanged } from './use-sharing-changed.ts';

interface ShareDialogProps {
  account: Account;
  opened: boolean;
  onClose(): void;
}

/** Whom, at which level, and what they would gain by it, said before it is done. */
export function ShareDialog({ account, opened, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('sharing:shareTitle', { address: account.address })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      {opened && <ShareForm account={account} onClose={onClose} />}
    </Modal>
  );
}

function granteeOf(value: string): Grantee {
  const at = value.indexOf(' ');
  return { kind: value.slice(0, at) === 'group' ? 'group' : 'person', id: value.slice(at + 1) };
}

function ShareForm({ account, onClose }: { account: Account; onClose(): void }) {
  const { t } = useTranslation();
  const changed = useSharingChanged(account.id);
  const [grantee, setGrantee] = useState<string | null>(null);
  const [level, setLevel] = useState<SharedLevel>('read');
  const { people, groups } = useQuery(read('listColleagues', {})).data ?? { people: [], groups: [] };
  const params = { id: account.id };
  const share = useMutation({
    mutationFn: (value: string) => call('shareAccount', { params, body: { with: granteeOf(value), level } }),
    onSuccess: async () => {
      onClose();
      await changed();
    },
  });
  const others = people.filter(({ id }) => id !== account.ownerId);
  return (
    <Stack gap="md">
      <Select
        label={t('sharing:with')}
        placeholder={t('sharing:withHint')}
        searchable
        value={grantee}
        onChange={setGrantee}
        data={[
          {
            group: t('sharing:people'),
            items: others.map(({ id, name, email }) => ({
              value: `person ${id}`,
              label: `${name} (${email})`,
            })),
          },
          {
            group: t('sharing:groups'),
            items: groups.map(({ id, name }) => ({ value: `group ${id}`, label: name })),
          },
        ]}
      />
      <Radio.Group
        label={t('sharing:level')}
        value={level}
        onChange={(value) => setLevel(sharedLevel.parse(value))}
      >
        <Stack gap="xs" mt="xs">
          {sharedLevel.options.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`sharing:levels.${each}`)}
              description={t(`sharing:levelTexts.${each}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {grantee !== null && <Preview account={account} value={grantee} level={level} />}
      <FormFailure thrown={share.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell:cancel')}
        </Button>
        <Button
          disabled={grantee === null}
          loading={share.isPending}
          onClick={() => grantee !== null && share.mutate(grantee)}
        >
          {t('sharing:share')}
        </Button>
      </Group>
    </Stack>
  );
}

function Preview({ account, value, level }: { account: Account; value: string; level: SharedLevel }) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const people = useQuery(read('listColleagues', {})).data?.people ?? [];
  const preview = useQuery({
    queryKey: ['previewAccountShare', account.id, value, level],
    queryFn: () =>
      call('previewAccountShare', {
        params: { id: account.id },
        body: { with: granteeOf(value), level },
      }),
    gcTime: 0,
  }).data;
  if (!preview) return null;
  const names = preview.gains.flatMap(({ personId }) => people.find(({ id }) => id === personId)?.name ?? []);
  return (
    <Text size="sm" role="status">
      {names.length === 0
        ? t('sharing:previewNobody')
        : `${t('sharing:previewGains', { names: list(names) })} ${t('sharing:previewMessages', { count: preview.messages })}`}
    </Text>
  );
}
