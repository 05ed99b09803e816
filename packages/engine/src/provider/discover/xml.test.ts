import { describe, expect, it } from 'vitest';
import { readXml, textOf, XmlRefused, xmlEscaped } from './xml.ts';

describe('readXml', () => {
  it('reads elements, attributes and text', () => {
    const root = readXml(
      '\ufeff<?xml version="1.0"?>\n<!-- c --><a x="1"><p:b> one &amp; two&#33; </p:b><c/></a>\n',
    );
    expect(root).toMatchObject({ name: 'a', attributes: { x: '1' } });
    expect(root.children.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(textOf(root, 'b')).toBe('one & two!');
    expect(textOf(root, 'missing')).toBe('');
  });

  it('leaves text in CDATA as it is', () => {
    expect(textOf(readXml('<a><b><![CDATA[x<y]]></b></a>'), 'b')).toBe('x<y');
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'not found'],
    ['an element that is not closed', '<a><b></a>'],
    ['a document cut off', '<a><b>x</b'],
    ['a document cut off after an empty element', '<a><b/>'],
    ['an empty element that only looks closed', '<a b="/">'],
    ['two roots', '<a></a><b></b>'],
    ['text after the root', '<a></a>more'],
    ['a document type', '<!DOCTYPE a><a></a>'],
    ['a document type in lower case', '<!doctype a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['deep nesting', `${'<a>'.repeat(17)}${'</a>'.repeat(17)}`],
    ['very many elements', `<a>${'<b/>'.repeat(2001)}</a>`],
  ])('refuses %s', (_what, text) => {
    expect(() => readXml(text)).toThrow(XmlRefused);
  });

  it('expands no entity that was not declared by XML itself', () => {
    expect(readXml('<a>&nbsp;&lol;</a>').text).toBe('&nbsp;&lol;');
  });

  it('reads its limit in no time', () => {
    const started = performance.now();
    expect(() => readXml(`<a>${'<b>'.repeat(100_000)}`)).toThrow(XmlRefused);
    expect(() => readXml(`<a b="${'&amp;'.repeat(25_000)}`)).toThrow(XmlRefused);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('xmlEscaped', () => {
  it('makes text that reads back as itself', () => {
    expect(readXml(`<a>${xmlEscaped('</a>&lt;]]>')}</a>`).text).toBe('</a>&lt;]]>');
  });
});
