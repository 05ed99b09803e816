import { describe, expect, it } from 'vitest';
import type { TextPart } from '../ports/mail.ts';
import { readParts } from './read.ts';

function part(mediaType: TextPart['mediaType'], text: string) {
  const bytes = Buffer.from(text);
  return { part: { part: '1', mediaType, charset: 'utf-8', encoding: null, size: bytes.length }, bytes };
}

function textOf(plain: string, html: string): string {
  const reading = readParts([part('text/plain', plain), part('text/html', html)], '');
  return reading.text;
}

describe('readParts', () => {
  it('takes the plain part, and the HTML part where that says more than twice as much', () => {
    expect(textOf('Good morning.', '<p>Good <b>morning</b>.</p>')).toBe('Good morning.');
    expect(textOf('Good morning.', '<p>Good morning to you.</p>')).toBe('Good morning.');
    expect(textOf('As HTML.', `<p>${'Good morning. '.repeat(2)}</p>`)).toBe('Good morning. Good morning.');
  });

  it('is not led astray by markup, of which there may be much around few words', () => {
    expect(textOf('Plain.', `<table>${'<tr><td><p></p></td></tr>'.repeat(100)}</table>HTML.`)).toBe('Plain.');
  });

  it('keeps the HTML for showing, whichever text it takes', () => {
    const html = '<p>Good morning.</p>';
    const reading = readParts([part('text/plain', 'Good morning.'), part('text/html', html)], '');
    expect(reading.html).toBe(html);
  });

  it('ends lines as the store has them, whatever their ends were', () => {
    expect(readParts([part('text/plain', 'One\r\nTwo\r\n\r\nThree\rFour\nFive')], '').text).toBe(
      'One\nTwo\n\nThree\rFour\nFive',
    );
  });

  it('indexes the header beside the text', () => {
    const { words } = readParts([part('text/plain', 'Grüße')], 'Réunion\nanna@example.it');
    expect(words.split(' ')).toEqual(['reunion', 'anna', 'example', 'it', 'grusse']);
  });
});
