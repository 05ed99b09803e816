/** Who has a mailbox on the practice server of the idle accounts. */
export const password = 'bench-secret';

export function addressOf(account: number): string {
  return `idle${account}@practice.test`;
}
