import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { PersonCard } from './person-card.tsx';

/** Everybody who can sign in, who no longer can, and who was invited. */
export function PeoplePage() {
  const { t } = useTranslation();
  const people = useQuery(read('listPeople', {}));
  const me = useQuery(read('readMe', {})).data;
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title={t('people:title')}
      intro={t('people:intro')}
      actions={
        <>
          <Button
            variant="default"
            component={Link}
            to="/settings/groups"
            leftSection={<IconUsersGroup size={16} />}
          >
            {t('people:groups')}
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setInviting(true)}>
            {t('people:invite')}
          </Button>
        </>
      }
    >
      <OpenInvitations />
      <Loaded query={people}>
        {({ people: everybody }) => (
          <ul className={card.cards}>
            {everybody.map((person) => (
              <PersonCard key={person.id} person={person} own={person.id === me?.id} />
            ))}
          </ul>
        )}
      </Loaded>
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
