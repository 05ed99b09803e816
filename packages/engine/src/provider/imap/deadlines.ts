/**
 * How long each phase of an IMAP session may last. This is the one place that says so: a phase without a deadline is a way for one
 * server to keep an account waiting for ever without anybody being told.
 *
 * | phase                                       | ends by                                                      |
 * |---------------------------------------------|--------------------------------------------------------------|
 * | DNS, TCP, TLS                               | `connectMilliseconds`                                        |
 * | greeting, STARTTLS, login                   | `loginMilliseconds`                                          |
 * | a command waits and not one byte comes,     | `stallMilliseconds`                                          |
 * | in the middle of a literal as well          |                                                              |
 * | a command is answered a few bytes at a time | `commandMilliseconds`; a download that somebody waits for    |
 * |                                             | may last longer, as long as it does not stall                |
 * | IDLE, or a rest between two looks           | nothing: quiet is their nature. IDLE is issued anew after the|
 * |                                             | minutes that the host's quirks name, and must be confirmed   |
 */
export interface Deadlines {
  connectMilliseconds: number;
  loginMilliseconds: number;
  stallMilliseconds: number;
  commandMilliseconds: number;
}

export const standardDeadlines: Deadlines = {
  connectMilliseconds: 30_000,
  loginMilliseconds: 60_000,
  stallMilliseconds: 60_000,
  commandMilliseconds: 15 * 60_000,
};
