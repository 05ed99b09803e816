import { describe, expect, it } from 'vitest';
import { cloudShellBlock } from './cloud-shell-block.ts';
import { lineWith, parsePastedLine } from './pasted-line.ts';
import { powerShellBlock } from './power-shell-block.ts';
import type { Wish } from './registration.ts';

const clientId = '0f1e2d3c-4b5a-4678-8901-abcdefabcdef';
const directory = '11111111-2222-4333-8444-555555555555';
const secret = 'Xy8Q~abc.def_ghi-jkl=mno;pqr';
const text = lineWith([clientId, directory, 'global', '2027-11-21', secret]);
const line = { clientId, directory, cloudId: 'global', expires: '2027-11-21', secret };

const wish: Wish = {
  name: 'Mailroom',
  access: 'people',
  tenant: 'common',
  authority: 'https://login.microsoftonline.com',
  cloudId: 'global',
  redirectUri: 'https://mail.example.com/oauth2/callback',
  secretEnds: '2027-11-21',
};

describe('the line that is pasted back', () => {
  it.each([
    ['as it was printed', text],
    ['wrapped by a terminal at every eighth character', text.replace(/.{8}/g, '$&\r\n')],
    ['wrapped with an indent', text.replace(/.{40}/g, '$&\n   ')],
    ['with spaces that came in between', text.replaceAll(';', ' ; ')],
    ['with what cannot be seen', `\ufeff${text.replaceAll('=', '=\u200b')}\u00a0`],
    ['between quotation marks', `"${text}"`],
    ['behind a prompt', `ada@Azure:~$ printf …\nCopy this line into Mailroom:\n\n${text}\n\nada@Azure:~$ `],
    ['in a copy of the whole bash session', `ada@Azure:~$ ${cloudShellBlock(wish)}\n\n${text}\n`],
    ['in a copy of the whole PowerShell session', `PS /home/ada> ${powerShellBlock(wish)}\n\n${text}\n`],
  ])('is read %s', (_, pasted) => {
    expect(parsePastedLine(pasted)).toEqual({ line });
  });

  it('is the last one of several, which holds the newest secret', () => {
    const newer = lineWith([clientId, directory, 'global', '2028-01-01', 'newer~secret']);
    expect(parsePastedLine(`${text}\n${newer}`)).toMatchObject({ line: { secret: 'newer~secret' } });
  });

  it.each([
    ['nothing-pasted', ' \n\t'],
    ['no-line', 'https://shell.azure.com'],
    ['no-line', clientId],
    ['block-pasted', cloudShellBlock(wish)],
    ['block-pasted', powerShellBlock(wish)],
    ['half-line', text.slice(0, -1)],
    ['half-line', text.slice(0, 60)],
    ['half-line', text.slice(20)],
    ['value-damaged', text.replace(clientId, clientId.slice(1))],
    ['value-damaged', text.replace(secret, '')],
    ['value-damaged', text.replace(secret, clientId)],
    ['value-damaged', text.replace('2027-11-21', 'soon')],
    ['value-damaged', text.replace('cloud=global', 'cloud=Global!')],
  ])('is refused as %s rather than read in part', (refused, pasted) => {
    expect(parsePastedLine(pasted)).toEqual({ refused });
  });

  it('holds no white space and nothing that a shell expands', () => {
    expect(lineWith(['a', 'b', 'c', 'd', 'e'])).toMatch(/^[a-z0-9:;=]+$/);
  });
});
