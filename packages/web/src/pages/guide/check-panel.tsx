import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Rehearsal } from '../doctor/rehearsal.tsx';
import { useOwnMailboxes } from '../doctor/use-own-mailboxes.ts';
import { ConsentSection } from '../provider-apps/consent-section.tsx';
import classes from './check-panel.module.css';
import { useGuide } from './guide-context.ts';

/** Everything tried with a mailbox of one's own, and what to do where the directory wants to be asked first. */
export function CheckPanel() {
  const { t } = useTranslation();
  const { app, report, examine, examining } = useGuide();
  const mailboxes = useOwnMailboxes(app);
  const [chosen, choose] = useState<string | null>();
  return (
    <div className={classes.panel}>
      <Rehearsal
        app={app}
        report={report}
        mailboxes={mailboxes}
        accountId={chosen === undefined ? (mailboxes[0]?.id ?? null) : chosen}
        pending={examining}
        onChoose={choose}
        onRehearse={examine}
      />
      <Button
        variant="default"
        component={Link}
        to={`/settings/provider-apps/${app.id}/doctor`}
        className={classes.doctor}
        leftSection={<IconStethoscope size={16} aria-hidden />}
      >
        {t('guide:everyCheck')}
      </Button>
      {app.provider === 'microsoft' && app.clientId !== null && <ConsentSection app={app} />}
    </div>
  );
}
