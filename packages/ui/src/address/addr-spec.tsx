import { Fragment } from 'react';
import { visible } from './display-name.ts';

/** An address that may be broken before `@` and `.` only, so that a long one stays readable as an address. */
export function AddrSpec({ address }: { address: string }) {
  return visible(address)
    .split(/(?=[@.])/)
    .map((piece, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which have no other name
      <Fragment key={at}>
        {at > 0 && <wbr />}
        {piece}
      </Fragment>
    ));
}
