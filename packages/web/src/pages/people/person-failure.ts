import { asFailure } from '@mailroom/model';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { notifyFailure } from '../../shell/notify-failure.ts';

/** Somebody has to administrate: said in words of its own, where the general sentence would explain nothing. */
export function notifyPersonFailure(thrown: unknown): void {
  if (asFailure(thrown).detail.person !== 'last-administrator') {
    notifyFailure(thrown);
    return;
  }
  notifications.show({
    color: 'red',
    message: i18next.t('people:lastAdministrator'),
    closeButtonProps: { 'aria-label': i18next.t('shell:close') },
  });
}
