import { manualSteps } from '@mailroom/model/guide/steps';
import { UnstyledButton } from '@mantine/core';
import {
  IconBolt,
  IconBrandGoogle,
  IconBuilding,
  IconChevronRight,
  IconPointer,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
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
          const Icon = icons[choice];
          return (
            <li key={choice}>
              <UnstyledButton
                component={Link}
                to={`/settings/provider-apps/new/${kind}${way ? `?way=${way}` : ''}`}
                className={classes.choice}
              >
                <Icon size={22} stroke={1.5} aria-hidden />
                <span className={classes.words}>
                  <strong>{t(`guide:choices.${choice}.title`)}</strong>
                  <span>{t(`guide:choices.${choice}.text`)}</span>
                  <span className={classes.count}>
                    {t('guide:count', { count: manualSteps(kind, way ?? 'block') })}
                  </span>
                </span>
                <IconChevronRight size={18} aria-hidden />
              </UnstyledButton>
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
