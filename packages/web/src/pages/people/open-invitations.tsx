import type { Invitation, NewInvitation } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { MadeLink } from './made-link.tsx';
import classes from './open-invitations.module.css';
import { usePeopleChanged } from './use-people-changed.ts';

/** Who was invited and has not come yet; nothing where there is nobody. */
export function OpenInvitations() {
  const { t } = useTranslation();
  const { data } = useQuery(read('listInvitations', {}));
  if (!data || data.invitations.length === 0) return null;
  return (
    <section className={classes.open} aria-labelledby="open-invitations">
      <h2 id="open-invitations" className={classes.title}>
        {t('people:openInvitations')}
      </h2>
      <ul className={card.cards}>
        {data.invitations.map((invitation) => (
          <InvitationCard key={invitation.id} invitation={invitation} canMail={data.canMail} />
        ))}
      </ul>
      <h2 className={classes.title}>{t('people:everybody')}</h2>
    </section>
  );
}

function InvitationCard({ invitation, canMail }: { invitation: Invitation; canMail: boolean }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const announce = useAnnounce();
  const changed = usePeopleChanged();
  const [made, setMade] = useState<NewInvitation | null>(null);
  const { id, email, role, invitedBy, expiresAt, expired } = invitation;
  const send = canMail && email !== null;
  const renew = useMutation({
    mutationFn: () => call('renewInvitation', { params: { id }, body: { send } }),
    onSuccess: setMade,
    onError: notifyFailure,
  });
  const revoke = useMutation({
    mutationFn: () => call('revokeInvitation', { params: { id } }),
    onSuccess: async () => {
      announce(t('people:revoked'));
      await changed();
    },
    onError: notifyFailure,
  });
  const close = () => {
    setMade(null);
    void changed();
  };
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h3 className={card.title}>{email ?? t('people:anybody')}</h3>
          <p className={card.line}>
            {[t(`people:roles.${role}`), t('people:invitedBy', { name: invitedBy.name })].join(' · ')}
          </p>
          <p className={card.line} data-tone={expired ? 'warn' : undefined}>
            {t(expired ? 'people:expiredOn' : 'people:expiresOn', { date: date(expiresAt) })}
          </p>
        </div>
        <div className={card.actions}>
          <Button size="xs" variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
            {t('people:renew')}
          </Button>
          <Button size="xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('people:revoke')}
          </Button>
        </div>
      </div>
      <Modal
        opened={made !== null}
        onClose={close}
        title={t('people:invitedTitle')}
        closeButtonProps={{ 'aria-label': t('shell:close') }}
      >
        {made && <MadeLink made={made} onClose={close} />}
      </Modal>
    </li>
  );
}
