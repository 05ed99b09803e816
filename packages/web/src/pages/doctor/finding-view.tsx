import type { CheckResult } from '@mailroom/model';
import { explainerLink, supportBlock } from '@mailroom/model/doctor/support';
import { useFinding } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconExternalLink, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './check-result.module.css';
import { CopyBlock } from './copy-block.tsx';
import { MendCommands } from './mend-commands.tsx';

/** What a view of a result goes by; a text that somebody copied has no more. */
type ToldResult = Pick<CheckResult, 'finding' | 'code' | 'detail' | 'where'>;

/** What a result means, who mends it, how and where; for what nobody has catalogued, that it is so, and what to look it up by. */
export function FindingView({ result }: { result: ToldResult }) {
  const { t } = useTranslation();
  const finding = useFinding()(result);
  const explainer = explainerLink(result.code);
  return (
    <>
      {finding ? (
        <>
          <p className={classes.what}>{finding.what}</p>
          <p className={classes.text}>{finding.mend}</p>
          <p className={classes.who}>
            <IconUser size={16} aria-hidden />
            <span>
              <span className={classes.label}>{t('report:labels.who')}</span>{' '}
              {t(`report:menders.${finding.who}`)}
            </span>
          </p>
        </>
      ) : (
        <p className={classes.what}>{result.code === null ? t('report:unexplained') : t('report:unknown')}</p>
      )}
      {(result.where !== null || explainer !== null) && (
        <div className={classes.actions}>
          {result.where !== null && (
            <ExternalButton href={result.where} strong>
              {t('doctor:openPage', { host: new URL(result.where).host })}
            </ExternalButton>
          )}
          {explainer !== null && (
            <ExternalButton href={explainer}>{t('doctor:explain', { code: result.code })}</ExternalButton>
          )}
        </div>
      )}
      <MendCommands finding={result.finding} detail={result.detail} />
      <Support result={result} />
    </>
  );
}

function ExternalButton({ href, strong, children }: { href: string; strong?: boolean; children: string }) {
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      size="xs"
      variant={strong ? 'light' : 'default'}
      rightSection={<IconExternalLink size={14} aria-hidden />}
      className={classes.button}
    >
      {children}
    </Button>
  );
}

function Support({ result }: { result: ToldResult }) {
  const { t } = useTranslation();
  const block = supportBlock(result);
  if (block === null) return null;
  return (
    <div className={classes.block}>
      <p className={classes.label}>{t('report:labels.support')}</p>
      <CopyBlock text={block} />
    </div>
  );
}
