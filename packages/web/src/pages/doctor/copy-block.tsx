import { CopyAction } from '@mailroom/ui';
import classes from './copy-block.module.css';

/** A protocol's words, to read exactly and to copy whole: they wrap anywhere and keep their lines. */
export function CopyBlock({ text }: { text: string }) {
  return (
    <div className={classes.block}>
      <code className={classes.text} translate="no">
        {text}
      </code>
      <CopyAction value={text} />
    </div>
  );
}
