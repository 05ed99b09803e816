import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import { IconMail, IconMailOpened, IconStar, IconStarOff, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BarAction } from './bar-action.tsx';
import { type FilingActions, FilingBar } from './filing-bar.tsx';
import classes from './selection-bar.module.css';
import type { MarkActions } from './use-mark-whole.ts';
import { useRefusal } from './use-refusal.ts';
import type { SelectedConversations } from './use-selection.ts';

interface SelectionBarProps {
  selection: SelectedConversations;
  /** Whether all that the list has loaded is chosen. */
  isAll: boolean;
  marks: MarkActions;
  filing: FilingActions;
  onClear(): void;
}

/** How many are chosen, and what may be done with them: over the list on a desk, below it on a phone, where thumbs are. */
export function SelectionBar({ selection, isAll, marks, filing, onClear }: SelectionBarProps) {
  const { t } = useTranslation();
  const { chosen } = selection;
  const none = chosen.length === 0;
  const refused = useRefusal()(chosen, 'send');
  const anyUnread = none || chosen.some(({ unread }) => unread > 0);
  const anyPlain = none || chosen.some(({ flagged }) => !flagged);
  return (
    <div className={classes.bar}>
      <div className={classes.head}>
        <Checkbox
          size="xs"
          classNames={{ root: classes.all, body: classes.allBody }}
          aria-label={t('selection:all')}
          checked={isAll}
          indeterminate={!none && !isAll}
          onChange={() => (isAll ? selection.clear() : selection.all())}
        />
        <h1 className={classes.count}>{t('selection:count', { count: chosen.length })}</h1>
        <Tooltip label={`${t('selection:clear')} (Esc)`}>
          <ActionIcon
            className={classes.clear}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('selection:clear')}
            onClick={onClear}
          >
            <IconX size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.actions} data-bottom-bar role="toolbar" aria-label={t('selection:actions')}>
        <FilingBar filing={filing} conversations={chosen} />
        {anyUnread ? (
          <BarAction
            label={t('selection:markRead')}
            keys="⇧ I"
            disabled={none}
            refused={refused}
            onClick={() => marks.markRead(chosen)}
          >
            <IconMailOpened size={18} stroke={1.6} />
          </BarAction>
        ) : (
          <BarAction
            label={t('mail:markUnread')}
            keys="⇧ U"
            refused={refused}
            onClick={() => marks.markUnread(chosen)}
          >
            <IconMail size={18} stroke={1.6} />
          </BarAction>
        )}
        <BarAction
          label={anyPlain ? t('mail:star') : t('mail:unstar')}
          keys="s"
          disabled={none}
          refused={refused}
          onClick={() => marks.star(chosen)}
        >
          {anyPlain ? <IconStar size={18} stroke={1.6} /> : <IconStarOff size={18} stroke={1.6} />}
        </BarAction>
      </div>
    </div>
  );
}
