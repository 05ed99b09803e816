import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from './command.ts';
import classes from './help-dialog.module.css';

const groups = ['list', 'conversation', 'go', 'general'] as const;

/** Every command that is there now, by group. */
export function HelpDialog({ commands, onClose }: { commands: readonly Command[] | null; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={commands !== null}
      onClose={onClose}
      title={t('commands:title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <div className={classes.groups}>
        {groups.map((group) => {
          const listed = commands?.filter((command) => command.group === group) ?? [];
          if (listed.length === 0) return null;
          return (
            <section key={group}>
              <h3 className={classes.title}>{t(`commands:groups.${group}`)}</h3>
              <dl className={classes.list}>
                {listed.map((command) => (
                  <div key={command.id} className={classes.command}>
                    <dt>{t(`commands:${command.label}`)}</dt>
                    <dd>
                      {command.keys.map((key, at) => (
                        <Fragment key={key}>
                          {at > 0 && <span className={classes.then}> {t('commands:then')} </span>}
                          <Kbd>{/^[A-Z]$/.test(key) ? `⇧ ${key}` : key}</Kbd>
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
