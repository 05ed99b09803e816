import { Failure } from '@mailroom/model';

/**
 * The locale key that names which server refused: linking by password tries both halves, and "the password is wrong" helps nobody
 * who entered two. The title of the form where the failure is of neither.
 */
export function failedHalf(thrown: unknown) {
  const half = thrown instanceof Failure ? thrown.detail.half : undefined;
  if (half === 'imap') return 'accounts:incoming';
  return half === 'smtp' ? 'accounts:outgoing' : 'accounts:linkFailed';
}
