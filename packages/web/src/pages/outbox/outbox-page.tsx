import { EmptyState, OutgoingCard } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconMailFast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import classes from './outbox-page.module.css';
import { useSendAgain } from './use-send-again.ts';

/** What is still on its way or did not reach everyone, whichever conversation it belongs to. */
export function OutboxPage() {
  const { t } = useTranslation();
  const outgoing = useQuery(read('listOutgoing', {}));
  const sendAgain = useSendAgain();
  return (
    <Page title={t('outbox:title')} intro={t('outbox:intro')}>
      <Loaded query={outgoing}>
        {({ outgoing: listed }) =>
          listed.length === 0 ? (
            <EmptyState icon={IconMailFast} title={t('outbox:emptyTitle')} text={t('outbox:emptyText')} />
          ) : (
            <ul className={classes.list}>
              {listed.map((one) => (
                <li key={one.id}>
                  <OutgoingCard outgoing={one} titled onSendAgain={sendAgain}>
                    {one.conversationId && (
                      <Button
                        size="xs"
                        variant="subtle"
                        component={Link}
                        to={`/mail/inbox/${one.conversationId}`}
                      >
                        {t('outbox:openConversation')}
                      </Button>
                    )}
                  </OutgoingCard>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
