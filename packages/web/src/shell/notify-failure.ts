import { asFailure } from '@mailroom/model';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** A failure of something asked for in passing, said in words in the corner of the screen. */
export function notifyFailure(thrown: unknown): void {
  const failure = asFailure(thrown);
  notifications.show({
    color: 'red',
    message: i18next.t(`failures:${failure.kind}`),
    closeButtonProps: { 'aria-label': i18next.t('shell:close') },
  });
}
