import { type Account, type AccountShare, reaches } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { Section } from '../provider-apps/section.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { useColleagues } from './use-colleagues.ts';
import { useSharingChanged } from './use-sharing-changed.ts';
import { ViewerList } from './viewer-list.tsx';

/** Who can see the account and why; for whoever manages it, with whom it is shared. */
export function SharingSection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const [sharing, setSharing] = useState(false);
  const params = { id: account.id };
  const viewers = useQuery(read('listAccountViewers', { params }));
  const manages = reaches(account.level, 'manage');
  return (
    <Section title={t('sharing:title')} text={t('sharing:text')}>
      <Loaded query={viewers}>{({ viewers: people }) => <ViewerList viewers={people} />}</Loaded>
      {manages && (
        <>
          <Shares account={account} />
          <div>
            <Button
              size="xs"
              leftSection={<IconUserPlus size={16} aria-hidden />}
              onClick={() => setSharing(true)}
            >
              {t('sharing:share')}
            </Button>
          </div>
        </>
      )}
      <ShareDialog account={account} opened={sharing} onClose={() => setSharing(false)} />
    </Section>
  );
}

/** The shares that were made, which are what can be ended: a person may see by several of them. */
function Shares({ account }: { account: Account }) {
  const { t } = useTranslation();
  const shares = useQuery(read('listAccountShares', { params: { id: account.id } }));
  return (
    <Loaded query={shares}>
      {({ shares: made }) =>
        made.length > 0 && (
          <>
            <h3 className={card.title}>{t('sharing:sharedWith')}</h3>
            <ul className={card.cards}>
              {made.map((share) => (
                <Share key={share.id} share={share} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function Share({ share }: { share: AccountShare }) {
  const { t } = useTranslation();
  const changed = useSharingChanged(share.accountId);
  const { groups, nameOf } = useColleagues();
  const { kind, id } = share.with;
  const group = groups.find((each) => each.id === id)?.name ?? t('sharing:someone');
  const name = kind === 'person' ? nameOf(id) : group;
  const end = useMutation({
    mutationFn: () => call('endAccountShare', { params: { id: share.accountId, shareId: share.id } }),
    onSuccess: changed,
    onError: notifyFailure,
  });
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h4 className={card.title}>{name}</h4>
          <p className={card.line}>{t(`sharing:levels.${share.level}`)}</p>
        </div>
        <div className={card.actions}>
          <Button
            size="xs"
            variant="default"
            loading={end.isPending}
            aria-label={t('sharing:endFor', { name })}
            onClick={() => end.mutate()}
          >
            {t('sharing:end')}
          </Button>
        </div>
      </div>
    </li>
  );
}
