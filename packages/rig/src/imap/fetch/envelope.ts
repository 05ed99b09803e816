import { type EnvelopeAddress, parseAddressList } from '../address-list.ts';
import { nstring, type Piece, parenthesised } from '../grammar/response.ts';
import { fieldValue, type HeaderField } from '../mime-header.ts';

/** ENVELOPE of RFC 9051 section 7.5.2: ten members, absent ones NIL. */
export function envelope(header: readonly HeaderField[]): Piece[] {
  const from = addresses(header, 'from');
  return parenthesised([
    [nstring(fieldValue(header, 'date'))],
    [nstring(fieldValue(header, 'subject'))],
    from,
    // A missing Sender or Reply-To means From.
    orElse(addresses(header, 'sender'), from),
    orElse(addresses(header, 'reply-to'), from),
    addresses(header, 'to'),
    addresses(header, 'cc'),
    addresses(header, 'bcc'),
    [nstring(fieldValue(header, 'in-reply-to'))],
    [nstring(fieldValue(header, 'message-id'))],
  ]);
}

function addresses(header: readonly HeaderField[], key: string): Piece[] {
  const all = header.filter((field) => field.key === key).flatMap(({ value }) => parseAddressList(value));
  return all.length === 0 ? ['NIL'] : parenthesised(all.map(address), '');
}

function address({ name, mailbox, host }: EnvelopeAddress): Piece[] {
  return parenthesised([[nstring(name)], ['NIL'], [nstring(mailbox)], [nstring(host)]]);
}

function orElse(pieces: Piece[], fallback: Piece[]): Piece[] {
  return pieces[0] === 'NIL' ? fallback : pieces;
}
