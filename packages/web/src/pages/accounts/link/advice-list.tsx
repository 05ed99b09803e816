import type { Advice } from '@mailroom/model';
import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './advice-list.module.css';

/** What a person does at the provider first, in the order of doing, each with the page where it is done. */
export function AdviceList({ advice }: { advice: readonly Advice[] }) {
  const { t } = useTranslation();
  if (advice.length === 0) return null;
  return (
    <ul className={classes.advice} aria-label={t('discovery:adviceTitle')}>
      {advice.map(({ kind, link }) => (
        <li key={kind}>
          <span>{t(`discovery:advice.${kind}`)}</span>
          {link && (
            <Anchor href={link} target="_blank" rel="noopener noreferrer" className={classes.link}>
              {t(`discovery:adviceLinks.${kind}`)}
              <IconExternalLink size={14} aria-hidden />
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}
