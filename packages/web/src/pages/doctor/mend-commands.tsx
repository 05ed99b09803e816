import type { CheckResult } from '@mailroom/model';
import { commandsFor } from '@mailroom/model/catalogue/commands';
import { useTranslation } from 'react-i18next';
import classes from './check-result.module.css';
import { CopyBlock } from './copy-block.tsx';

/** The commands that mend a finding, each with what it changes, for who prefers them to the portal's menus. */
export function MendCommands({ finding, detail }: Pick<CheckResult, 'finding' | 'detail'>) {
  const { t } = useTranslation();
  const commands = finding === null ? [] : commandsFor(finding, detail);
  if (commands.length === 0) return null;
  return (
    <div className={classes.block}>
      <p className={classes.label}>{t('doctor:commands')}</p>
      {commands.map(({ scope, command }) => (
        <div key={command}>
          <p className={classes.faint}>{t(`doctor:commandScopes.${scope}`)}</p>
          <CopyBlock text={command} />
        </div>
      ))}
    </div>
  );
}
