import type { Piece } from '../grammar/response.ts';

/** Pieces as they would go over the wire, one character per byte. */
export function rendered(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `{${piece.bytes.length}}\r\n${Buffer.from(piece.bytes).toString('latin1')}`,
    )
    .join('');
}
