import type { Group } from '@mailroom/model';
import { EmptyState, useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { usePeopleChanged } from '../people/use-people-changed.ts';
import { GroupDialog } from './group-dialog.tsx';

/** Names for several people, for sharing with all of them at once. */
export function GroupsPage() {
  const { t } = useTranslation();
  const groups = useQuery(read('listGroups', {}));
  const [edited, setEdited] = useState<Group | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('people:newGroup')}
    </Button>
  );
  const some = (groups.data?.groups.length ?? 0) > 0;
  return (
    <Page title={t('people:groups')} intro={t('people:groupsIntro')} actions={some && add}>
      <Loaded query={groups}>
        {({ groups: all }) =>
          all.length === 0 ? (
            <EmptyState
              icon={IconUsersGroup}
              title={t('people:noGroupsTitle')}
              text={t('people:noGroupsText')}
            >
              {add}
            </EmptyState>
          ) : (
            <ul className={card.cards}>
              {all.map((group) => (
                <GroupCard key={group.id} group={group} onEdit={() => setEdited(group)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <GroupDialog edited={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}

function GroupCard({ group, onEdit }: { group: Group; onEdit(): void }) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const people = useQuery(read('listPeople', {})).data?.people ?? [];
  const [asking, setAsking] = useState(false);
  const names = people.filter(({ id }) => group.members.includes(id)).map(({ name }) => name);
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{group.name}</h2>
          <p className={card.line}>{names.length === 0 ? t('people:noMembers') : list(names)}</p>
        </div>
        <div className={card.actions}>
          <Button size="xs" variant="default" onClick={onEdit} aria-label={t('people:editGroup', group)}>
            {t('shell:edit')}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => setAsking(true)}
            aria-label={t('people:deleteGroup', group)}
          >
            {t('shell:delete')}
          </Button>
        </div>
      </div>
      <DeleteGroup group={group} opened={asking} onClose={() => setAsking(false)} />
    </li>
  );
}

function DeleteGroup({ group, opened, onClose }: { group: Group; opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changed = usePeopleChanged();
  const { id, name } = group;
  const remove = useMutation({
    mutationFn: () => call('deleteGroup', { params: { id } }),
    onSuccess: async () => {
      onClose();
      announce(t('people:groupDeleted', { name }));
      await changed();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t('people:deleteGroupTitle', { name })}
      text={[t('people:deleteGroupText')]}
      action={t('shell:delete')}
      pending={remove.isPending}
      failure={<FormFailure thrown={remove.error} />}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
