import type { LeavingAccount } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';

/** One of their accounts: who else sees it, what waits. */
export function AccountFacts({ account }: { account: LeavingAccount }) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const { messages, sharedWith, conversations, waiting, state } = account;
  const names = sharedWith.map(({ name, level }) =>
    t('leaving:shareOf', { name, level: t(`sharing:levels.${level}`) }),
  );
  const facts = [
    t(`accounts:states.${state}`),
    t('leaving:messages', { count: messages }),
    ...(conversations > 0 ? [t('leaving:conversations', { count: conversations })] : []),
    ...(waiting > 0 ? [t('leaving:waiting', { count: waiting })] : []),
  ];
  return (
    <>
      <p className={card.line}>{facts.join(' · ')}</p>
      <p className={card.line}>
        {names.length === 0 ? t('leaving:private') : t('leaving:sharedWith', { names: list(names) })}
      </p>
    </>
  );
}
