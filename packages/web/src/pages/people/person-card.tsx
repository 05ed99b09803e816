import type { ListedPerson } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { PersonPicture } from '../../shell/person-picture.tsx';
import { type AskedChange, askedChanges, ConfirmChange } from './confirm-change.tsx';
import classes from './person-card.module.css';
import { notifyPersonFailure } from './person-failure.ts';
import { usePeopleChanged } from './use-people-changed.ts';

export function PersonCard({ person, own }: { person: ListedPerson; own: boolean }) {
  const { t } = useTranslation();
  const { name, email, state } = person;
  const [asking, setAsking] = useState<AskedChange | null>(null);
  return (
    <li className={`${card.card} ${classes.card}`} data-gone={state === 'deactivated' || undefined}>
      <div className={card.head}>
        <div className={classes.head}>
          <PersonPicture person={person} />
          <div className={card.words}>
            <h2 className={card.title}>{own ? t('people:yourself', { name }) : name}</h2>
            <p className={card.line}>{email}</p>
            <Facts person={person} />
          </div>
        </div>
        <div className={card.actions}>
          <PersonMenu person={person} own={own} onAsk={setAsking} />
        </div>
      </div>
      {askedChanges.map((change) => (
        <ConfirmChange
          key={change}
          change={change}
          person={person}
          opened={asking === change}
          onClose={() => setAsking(null)}
        />
      ))}
    </li>
  );
}

function Facts({ person }: { person: ListedPerson }) {
  const { t } = useTranslation();
  const { ago, date, list } = useLocale();
  const groups = useQuery(read('listGroups', {})).data?.groups ?? [];
  const { role, accounts, groupIds, lastSeenAt, deactivatedAt, secondFactor } = person;
  const names = groups.filter(({ id }) => groupIds.includes(id)).map(({ name }) => name);
  const facts = [
    t(`people:roles.${role}`),
    ...(names.length > 0 ? [list(names)] : []),
    t('people:accounts', { count: accounts }),
    t(secondFactor ? 'people:withFactor' : 'people:withoutFactor'),
    ...(deactivatedAt === null
      ? [lastSeenAt === null ? t('people:notSignedIn') : t('people:seen', { ago: ago(lastSeenAt) })]
      : []),
  ];
  return (
    <>
      <p className={card.line}>{facts.join(' · ')}</p>
      {deactivatedAt !== null && (
        <p className={card.line} data-tone="warn">
          {t('people:deactivatedOn', { date: date(deactivatedAt) })}
        </p>
      )}
    </>
  );
}

function PersonMenu({
  person: { id, name, role, state, secondFactor },
  own,
  onAsk,
}: {
  person: ListedPerson;
  own: boolean;
  onAsk(what: AskedChange): void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changed = usePeopleChanged();
  const navigate = useNavigate();
  const other = role === 'administrator' ? 'member' : 'administrator';
  const change = useMutation({
    mutationFn: () => call('changePerson', { params: { id }, body: { role: other } }),
    onSuccess: async () => {
      announce(t('people:roleChanged', { name, role: t(`people:roles.${other}`) }));
      await changed();
    },
    onError: notifyPersonFailure,
  });
  const reactivate = useMutation({
    mutationFn: () => call('reactivatePerson', { params: { id } }),
    onSuccess: async () => {
      announce(t('people:reactivated', { name }));
      await changed();
    },
    onError: notifyPersonFailure,
  });
  return (
    <Menu position="bottom-end" width={260} keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('people:actions', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => change.mutate()}>{t(`people:makes.${other}`)}</Menu.Item>
        {state === 'deactivated' && (
          <Menu.Item onClick={() => reactivate.mutate()}>{t('people:reactivate')}</Menu.Item>
        )}
        {secondFactor && !own && (
          <Menu.Item onClick={() => onAsk('forgetSecondFactors')}>{t('people:resetFactors')}</Menu.Item>
        )}
        {state === 'active' && !own && (
          <Menu.Item color="var(--mr-bad)" onClick={() => onAsk('deactivatePerson')}>
            {t('people:deactivate')}
          </Menu.Item>
        )}
        {!own && (
          <Menu.Item onClick={() => void navigate({ to: '/settings/people/$id/leaving', params: { id } })}>
            {t('leaving:menu')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
