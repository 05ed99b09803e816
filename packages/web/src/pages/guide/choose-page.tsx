import { manualSteps } from '@mailroom/model/guide/steps';
import { IconBolt, IconBrandGoogle, IconBuilding, IconPointer, type TablerIcon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
import { Way } from '../../shell/way.tsx';
import { type GuideChoice, guideChoices, guides } from './choices.ts';
import classes from './choose-page.module.css';

const icons: Readonly<Record<GuideChoice, TablerIcon>> = {
  microsoftByBlock: IconBolt,
  microsoftByHand: IconPointer,
  organisation: IconBuilding,
  google: IconBrandGoogle,
};

/** Which registration is to be made, and how much each asks of the administrator. */
export function ChooseGuidePage() {
  const { t } = useTranslation();
  return (
    <Page title={t('guide:chooseTitle')} intro={t('guide:chooseIntro')}>
      <ul className={classes.choices}>
        {guideChoices.map((choice) => {
          const { kind, way } = guides[choice];
          return (
            <li key={choice}>
              <Way
                to="/settings/provider-apps/new/$kind"
                params={{ kind }}
                search={way ? { way } : {}}
                icon={icons[choice]}
                title={t(`guide:choices.${choice}.title`)}
                hint={t(`guide:choices.${choice}.text`)}
                note={t('guide:count', { count: manualSteps(kind, way ?? 'block') })}
              />
            </li>
          );
        })}
      </ul>
      <p className={classes.other}>
        {t('guide:haveOne')} <Link to="/settings/provider-apps/enter">{t('guide:enterIt')}</Link>
      </p>
    </Page>
  );
}
