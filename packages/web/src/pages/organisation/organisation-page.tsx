import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Loaded } from '../../shell/loaded.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../provider-apps/section.tsx';
import { DefaultsForm } from './defaults-form.tsx';
import { LinkableForm } from './linkable-form.tsx';
import { LogoForm } from './logo-form.tsx';
import { MailForm } from './mail-form.tsx';
import { Retention } from './retention.tsx';
import { SyncForm } from './sync-form.tsx';

/** What administrators decide for everybody. Each part is saved by itself, and holds from then on. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const organisation = useQuery(read('readOrganisation', {}));
  return (
    <Page title={t('organisation:title')} intro={t('organisation:intro')}>
      <Loaded query={organisation}>
        {(policy) => (
          <>
            <Section title={t('organisation:identity')}>
              <DefaultsForm policy={policy} />
              <LogoForm logo={policy.logo} />
            </Section>
            <Section title={t('organisation:sync')} text={t('organisation:syncText')}>
              <SyncForm sync={policy.sync} />
            </Section>
            <Section title={t('organisation:mail')} text={t('organisation:mailText')}>
              <MailForm policy={policy} />
            </Section>
            <Section title={t('organisation:linkable')} text={t('organisation:linkableText')}>
              <LinkableForm linkable={policy.linkable} />
            </Section>
            <Section title={t('organisation:retention.title')}>
              <Retention />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
