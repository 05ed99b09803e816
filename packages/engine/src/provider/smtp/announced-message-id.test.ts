import { describe, expect, it } from 'vitest';
import { announcedMessageId } from './announced-message-id.ts';

describe('announcedMessageId', () => {
  it.each([
    [
      '250 2.0.0 OK <AM0PR01@AM0PR01.eurprd01.prod.outlook.com> [Hostname=AM0PR01]',
      '<AM0PR01@AM0PR01.eurprd01.prod.outlook.com>',
    ],
    [
      '250 2.0.0 OK <x1@x1.chnpr01.prod.partner.outlook.cn> [Hostname=x1]',
      '<x1@x1.chnpr01.prod.partner.outlook.cn>',
    ],
  ])('reads the identifier out of %j', (response, expected) => {
    expect(announcedMessageId(response)).toBe(expected);
  });

  it.each([
    '250 2.0.0 OK: queued as 4F1B2',
    '250 2.0.0 OK  1700000000 ab12 - gsmtp',
    '250 2.0.0 Ok <not an identifier>',
    '354 2.0.0 OK <a@b>',
  ])('finds none in %j', (response) => {
    expect(announcedMessageId(response)).toBeNull();
  });
});
