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
          const listed = byLabel(commands?.filter((command) => command.group === group) ?? []);
          if (listed.length === 0) return null;
          return (
            <section key={group}>
              <h3 className={classes.title}>{t(`commands:groups.${group}`)}</h3>
              <dl className={classes.list}>
                {listed.map(([label, ways]) => (
                  <div key={label} className={classes.command}>
                    <dt>{t(`commands:${label}`)}</dt>
                    <dd>
                      {ways.map((keys) => (
                        <Keys key={keys.join(' ')} keys={keys} />
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

/** What a person may do, with every way to do it. */
function byLabel(commands: readonly Command[]): [Command['label'], Command['keys'][]][] {
  const ways = new Map<Command['label'], Command['keys'][]>();
  for (const { label, keys } of commands) ways.set(label, [...(ways.get(label) ?? []), keys]);
  return [...ways];
}

const written: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Enter: '↵', ' ': '␣' };
const isApple = /^(Mac|iP)/.test(navigator.platform);

/** As it stands on the keyboard. */
function caption(key: string): string {
  const [, modifier, plain = key] = /^(Mod|Shift)\+(.+)$/.exec(key) ?? [];
  const cap = written[plain] ?? plain;
  if (modifier === 'Mod') return isApple ? `⌘ ${cap.toUpperCase()}` : `Ctrl ${cap.toUpperCase()}`;
  return modifier === 'Shift' || /^[A-Z]$/.test(key) ? `⇧ ${cap}` : cap;
}

function Keys({ keys }: { keys: Command['keys'] }) {
  const { t } = useTranslation();
  return (
    <span className={classes.keys}>
      {keys.map((key, at) => (
        <Fragment key={key}>
          {at > 0 && <span className={classes.then}> {t('commands:then')} </span>}
          <Kbd>{caption(key)}</Kbd>
        </Fragment>
      ))}
    </span>
  );
}
