import type { Colleague } from '@mailroom/model';
import { picturePath } from '@mailroom/model/api/index';
import { Avatar } from '@mantine/core';
import classes from './person-picture.module.css';

/** Somebody's picture, or their initials. Their name stands beside it wherever it is used, so it says nothing to a screen reader. */
export function PersonPicture({
  person: { id, name, picture },
  size = 40,
}: {
  person: Pick<Colleague, 'id' | 'name' | 'picture'>;
  size?: number;
}) {
  return (
    <Avatar
      src={picture === null ? null : picturePath(id, picture)}
      name={name}
      alt=""
      size={size}
      radius={size}
      classNames={{ placeholder: classes.initials }}
      aria-hidden
    />
  );
}
