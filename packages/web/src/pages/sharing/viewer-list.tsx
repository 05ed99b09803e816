import type { AccessReason, Viewer } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { useColleagues } from './use-colleagues.ts';

interface ViewerListProps {
  viewers: readonly Viewer[];
  /** Ends the share that lets somebody see a single conversation; absent for whoever may not. */
  onWithdraw?(shareId: string, name: string): void;
  /** Being ended. */
  withdrawing?: string | null;
}

/** Who can see it, and why. */
export function ViewerList({ viewers, onWithdraw, withdrawing = null }: ViewerListProps) {
  const { t } = useTranslation();
  const { nameOf } = useColleagues();
  const said = useReasonText();
  return (
    <ul className={card.cards}>
      {viewers.map((viewer) => {
        const name = nameOf(viewer.personId);
        const single = viewer.reasons.find(({ kind }) => kind === 'conversation');
        return (
          <li key={viewer.personId} className={card.card}>
            <div className={card.head}>
              <div className={card.words}>
                <h3 className={card.title}>{name}</h3>
                {viewer.level && <p className={card.line}>{t(`sharing:levels.${viewer.level}`)}</p>}
                {viewer.reasons.map((reason) => (
                  <p key={JSON.stringify(reason)} className={card.line}>
                    {said(reason)}
                  </p>
                ))}
              </div>
              {onWithdraw && single?.kind === 'conversation' && (
                <Button
                  size="xs"
                  variant="default"
                  loading={withdrawing === single.shareId}
                  aria-label={t('sharing:endFor', { name })}
                  onClick={() => onWithdraw(single.shareId, name)}
                >
                  {t('sharing:end')}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function useReasonText(): (reason: AccessReason) => string {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const { groups, nameOf } = useColleagues();
  return (reason) => {
    switch (reason.kind) {
      case 'owner':
        return t('sharing:because.owner');
      case 'conversation': {
        const messages = t('sharing:because.conversation', { count: reason.messages });
        return `${messages}, ${reason.future ? t('sharing:later.with') : t('sharing:later.without')}`;
      }
      case 'break-glass':
        return t('sharing:because.breakGlass', { reason: reason.reason, time: time(reason.endsAt) });
      case 'person':
        return t('sharing:because.person', { by: nameOf(reason.grantedBy), date: date(reason.at) });
      case 'group': {
        const group = groups.find(({ id }) => id === reason.groupId)?.name ?? '';
        return t('sharing:because.group', { by: nameOf(reason.grantedBy), group, date: date(reason.at) });
      }
    }
  };
}
