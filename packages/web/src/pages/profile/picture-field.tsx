import type { Person } from '@mailroom/model';
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { PersonPicture } from '../../shell/person-picture.tsx';
import { squarePicture } from './picture-file.ts';
import classes from './profile-page.module.css';

export function PictureField({ person }: { person: Person }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const saved = (changed: Person) =>
    cache.setQueryData(read('readMe', {}).queryKey, (known) => known && { ...known, ...changed });
  const choose = useMutation({
    mutationFn: async (base64: string) => call('changeMyPicture', { body: { base64 } }),
    onSuccess: saved,
    onError: notifyFailure,
  });
  const draw = useMutation({
    mutationFn: squarePicture,
    onSuccess: (base64) => choose.mutate(base64),
  });
  const remove = useMutation({
    mutationFn: () => call('removeMyPicture', {}),
    onSuccess: saved,
    onError: notifyFailure,
  });
  return (
    <div className={classes.picture}>
      <PersonPicture person={person} size={88} />
      <Stack gap="xs">
        <Group gap="sm">
          <FileButton accept="image/*" onChange={(file) => file && draw.mutate(file)}>
            {(properties) => (
              <Button
                {...properties}
                variant="default"
                size="xs"
                loading={draw.isPending || choose.isPending}
              >
                {t('profile:choosePicture')}
              </Button>
            )}
          </FileButton>
          {person.picture !== null && (
            <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('profile:removePicture')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('profile:pictureHint')}
        </Text>
        {draw.isError && (
          <Text size="sm" c="var(--mr-bad)" role="alert">
            {t('profile:noPicture')}
          </Text>
        )}
      </Stack>
    </div>
  );
}
