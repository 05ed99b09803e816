/**
 * The Message-ID under which a provider says it took a message. Outlook.com always and Exchange Online at times replace the one that
 * was submitted, and name the new one in the reply to the final dot: `250 2.0.0 OK <…@….prod.outlook.com> [Hostname=…]`.
 * nodemailer reads only names below prod.outlook.com, which national clouds need not use.
 *
 * @returns with its angle brackets; null where the reply names none
 */
export function announcedMessageId(response: string): string | null {
  return /^250[ -]2\.[0-9.]+ OK (<[^<>\s@]{1,500}@[^<>\s@]{1,400}>)/i.exec(response)?.[1] ?? null;
}
