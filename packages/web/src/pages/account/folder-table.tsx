import type { FolderTruth } from '@mailroom/model';
import { useFolderName, useLocale, visible } from '@mailroom/ui';
import { useTranslation } from 'react-i18next';
import { type FolderGap, folderGap } from './folder-gap.ts';
import classes from './folder-table.module.css';

const tones: Record<FolderGap['kind'], 'good' | 'warn' | 'bad' | 'none'> = {
  complete: 'good',
  missing: 'warn',
  uncounted: 'none',
  ahead: 'none',
  unknown: 'none',
  refused: 'bad',
  'folders-alone': 'none',
};

/** The provider's count beside what is stored, for each folder. */
export function FolderTable({ folders }: { folders: readonly FolderTruth[] }) {
  const { t } = useTranslation();
  const { number } = useLocale();
  const nameOf = useFolderName();
  return (
    <table className={classes.table}>
      <caption className="mr-sr-only">{t('accountTruth:folders')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('accountTruth:folder')}</th>
          <th scope="col" className={classes.number}>
            {t('accountTruth:onServer')}
          </th>
          <th scope="col" className={classes.number}>
            {t('accountTruth:here')}
          </th>
          <th scope="col">{t('accountTruth:means')}</th>
        </tr>
      </thead>
      <tbody>
        {folders.map((folder) => {
          const gap = folderGap(folder);
          return (
            <tr key={folder.id}>
              <th scope="row" title={visible(folder.path)}>
                {visible(nameOf(folder))}
              </th>
              <td className={classes.number}>{folder.onServer === null ? '–' : number(folder.onServer)}</td>
              <td className={classes.number}>{folder.selectable ? number(folder.stored) : '–'}</td>
              <td className={classes.means} data-tone={tones[gap.kind]}>
                <Means folder={folder} gap={gap} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Means({ folder, gap }: { folder: FolderTruth; gap: FolderGap }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  switch (gap.kind) {
    case 'complete': {
      const older = gap.older > 0 ? t('accountTruth:gaps.older', { count: gap.older }) : null;
      const unanswered =
        gap.unanswered > 0 ? t('accountTruth:gaps.unanswered', { count: gap.unanswered }) : null;
      return <>{[t('accountTruth:gaps.complete'), older, unanswered].filter(Boolean).join('; ')}</>;
    }
    case 'missing':
      return <>{t('accountTruth:gaps.missing', { count: gap.messages })}</>;
    case 'uncounted':
      return <>{t('accountTruth:gaps.uncounted', { count: gap.messages })}</>;
    case 'ahead':
      return <>{t('accountTruth:gaps.ahead', { count: gap.messages })}</>;
    case 'unknown':
      return <>{t('accountTruth:gaps.unknown')}</>;
    case 'folders-alone':
      return <>{t('accountTruth:gaps.foldersAlone')}</>;
    case 'refused':
      return (
        <>
          {t(`failures:${folder.refusal?.failure ?? 'folder-not-selectable'}`)}{' '}
          {folder.refusal && t('accountTruth:gaps.since', { date: date(folder.refusal.at) })}
        </>
      );
  }
}
