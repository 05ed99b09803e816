import { compose } from '../world/compose.ts';
import { formatDate } from '../world/headers.ts';
import { headerValue } from './header-section.ts';

/** What a non-delivery report tells about. */
export interface FailedDelivery {
  /** The message that could not be delivered, as bytes. */
  readonly original: Buffer;
  /** Who sent it and so gets the report. */
  readonly sender: string;
  readonly recipient: string;
  readonly at: Date;
  /** Makes the report's Message-ID and boundary unique. */
  readonly id: string;
  /** RFC 3463 status; `5.1.1` (no such mailbox) unless told. */
  readonly status?: string;
  /** The remote server's words; rig's own unless told. */
  readonly diagnostic?: string;
}

/** Writes a delivery status notification: RFC 6522's multipart/report around RFC 3464's message/delivery-status. */
export function nonDeliveryReport(failure: FailedDelivery): Buffer {
  const host = failure.sender.split('@')[1] ?? 'localhost';
  const status = failure.status ?? '5.1.1';
  const diagnostic = failure.diagnostic ?? '550 5.1.1 No mailbox here by that name';
  const subject = headerValue(failure.original, 'Subject') ?? '';
  const originalId = headerValue(failure.original, 'Message-ID');
  const end = failure.original.indexOf('\r\n\r\n');
  const originalHeaders = end === -1 ? failure.original : failure.original.subarray(0, end + 2);
  const report = [
    `Reporting-MTA: dns; mail.${host}`,
    `Arrival-Date: ${formatDate(failure.at, 0)}`,
    '',
    `Final-Recipient: rfc822; ${failure.recipient}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
  ].join('\r\n');
  return compose(
    [
      { name: 'Return-Path', value: '<>' },
      { name: 'From', addresses: [{ name: 'Mail Delivery System', address: `postmaster@${host}` }] },
      { name: 'To', addresses: [{ address: failure.sender }] },
      // The original's subject is already in its wire form, so it is taken over as it stands.
      { name: 'Subject', value: `Undeliverable: ${subject}` },
      { name: 'Date', value: formatDate(failure.at, 0) },
      { name: 'Message-ID', value: `<report-${failure.id}@${host}>` },
      ...(originalId === undefined
        ? []
        : [
            { name: 'In-Reply-To', value: originalId },
            { name: 'References', value: originalId },
          ]),
      { name: 'Auto-Submitted', value: 'auto-replied' },
    ],
    {
      kind: 'multipart',
      subtype: 'report',
      boundary: `report-${failure.id}`,
      parameters: { 'report-type': 'delivery-status' },
      parts: [
        {
          kind: 'text',
          subtype: 'plain',
          charset: 'us-ascii',
          encoding: '7bit',
          text:
            `Your message to ${failure.recipient} could not be delivered.\n\n` +
            `The remote server answered:\n    ${diagnostic}\n\n` +
            'Check the address for typing errors. If it is right, ask the recipient by other means.\n',
        },
        { kind: 'raw', type: 'message/delivery-status', bytes: Buffer.from(report, 'latin1') },
        { kind: 'raw', type: 'text/rfc822-headers', bytes: originalHeaders },
      ],
    },
    'utf-8',
  );
}
