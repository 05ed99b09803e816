import { tenantKindOf } from '@mailroom/model/guide/audience';
import { type PasteRefusal, parsePastedLine } from '@mailroom/model/guide/pasted-line';
import { useLocale } from '@mailroom/ui';
import { Loader, Textarea } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { useGuide } from './guide-context.ts';
import { Note } from './note.tsx';
import classes from './paste-field.module.css';
import { useSaveApp } from './save-app.ts';

type Refusal = PasteRefusal | 'other-cloud';

/** Takes the line back: client ID, directory, secret and its date are saved as soon as it is whole. */
export function PasteField() {
  const { t } = useTranslation();
  const { day } = useLocale();
  const { app, cloud } = useGuide();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<Refusal | null>(null);
  const save = useSaveApp();

  const take = (pasted: string): void => {
    setText(pasted);
    save.reset();
    const read = parsePastedLine(pasted);
    if ('refused' in read) {
      setRefused(read.refused === 'nothing-pasted' ? null : read.refused);
      return;
    }
    const { clientId, directory, cloudId, secret, expires } = read.line;
    if (cloudId !== cloud.id) {
      setRefused('other-cloud');
      return;
    }
    setRefused(null);
    // An app for one directory is for the one it was registered in; what was named before may have been its domain.
    const tenant = tenantKindOf(app.tenant ?? 'common') === 'directory' ? { tenant: directory } : {};
    save.mutate(
      { patch: { clientId, ...tenant }, credential: { kind: 'secret', value: secret, expires } },
      // The secret does not stay on the screen longer than it is needed.
      { onSuccess: () => setText('') },
    );
  };

  return (
    <div className={classes.field}>
      <Textarea
        aria-label={t('guide:paste.label')}
        placeholder="mailroom:1;client=…"
        value={text}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        autoComplete="off"
        disabled={save.isPending}
        error={refused && t(`guide:paste.refused.${refused}`)}
        classNames={{ input: classes.input }}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <div role="status">
        {save.isPending && (
          <p className={classes.status}>
            <Loader size={16} aria-hidden /> {t('guide:paste.saving')}
          </p>
        )}
        {app.clientId !== null && !save.isPending && (
          <dl className={classes.entered}>
            <dt>
              <IconCircleCheck size={16} className={classes.good} aria-hidden /> {t('guide:paste.entered')}
            </dt>
            <dd>
              <code translate="no">{app.clientId}</code>
            </dd>
            {app.credentials.map((credential) => (
              <dd key={credential.id}>
                {t(`providerApps:credentials.${credential.kind}`, { hint: credential.hint })}
                {credential.expires !== null &&
                  ` · ${t('guide:paste.until', { date: day(credential.expires) })}`}
              </dd>
            ))}
          </dl>
        )}
      </div>
      {app.credentials.length > 1 && <Note>{t('guide:paste.full')}</Note>}
      <FormFailure thrown={save.error} />
    </div>
  );
}
