/** The journey ended otherwise than it should; the message says at which step and why. */
export class WalkFailed extends Error {
  override readonly name = 'WalkFailed';
}
