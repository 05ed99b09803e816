import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { ConnectedSection } from './connected-section.tsx';
import { FactorsSection } from './factors-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ReturnedFailure } from './returned-failure.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** How a person signs in, where they are signed in, and what may act in their name. */
export function SecurityPage() {
  const { t } = useTranslation();
  const security = useQuery(read('readSecurity', {}));
  return (
    <Page title={t('security:title')} intro={t('security:intro')}>
      <div className={card.cards}>
        <ReturnedFailure />
        <Loaded query={security}>
          {(known) => (
            <>
              <PasswordSection security={known} />
              <FactorsSection security={known} />
              <ConnectedSection security={known} />
              <KeysSection hasPassword={known.hasPassword} />
            </>
          )}
        </Loaded>
        <SessionsSection />
      </div>
    </Page>
  );
}
