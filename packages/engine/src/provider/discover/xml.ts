/**
 * Reads a small XML document into elements. Nothing in it is ever fetched or expanded: a document type declaration, where
 * entities would be declared, ends the reading, and depth and number of elements are bounded.
 */
import { Parser } from 'htmlparser2';

export interface XmlElement {
  /** Without its namespace prefix. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** Its own text, without that of its children, trimmed. */
  text: string;
}

const deepest = 16;
const mostElements = 2000;

export class XmlRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'XmlRefused';
  }
}

/** @throws XmlRefused for what is not one well-formed, bounded document without a document type. */
export function readXml(text: string): XmlElement {
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  /** The element whose start was the last thing read. */
  let fresh: XmlElement | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        elements += 1;
        if (elements > mostElements || open.length >= deepest) throw new XmlRefused('too large');
        const element: XmlElement = {
          name: name.slice(name.indexOf(':') + 1),
          attributes,
          children: [],
          text: '',
        };
        const parent = open.at(-1);
        if (parent === undefined && root !== undefined) throw new XmlRefused('more than one root');
        parent?.children.push(element);
        root ??= element;
        open.push(element);
        fresh = element;
      },
      ontext(piece) {
        fresh = undefined;
        const element = open.at(-1);
        if (element) element.text += piece;
        else if (/[^\s\ufeff]/.test(piece)) throw new XmlRefused('text outside the root');
      },
      onclosetag(_name, implied) {
        const element = open.pop();
        const empty = element === fresh && text[parser.endIndex - 1] === '/';
        // The parser closes for the author what was left open; a document cut off on its way would look whole.
        if (implied && !empty) throw new XmlRefused('not closed');
        fresh = undefined;
        if (element) element.text = element.text.trim();
      },
      onprocessinginstruction(name) {
        if (name.startsWith('!')) throw new XmlRefused('document type');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  if (root === undefined) throw new XmlRefused('no element');
  return root;
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The text of the first child of that name, or an empty string. */
export function textOf(element: XmlElement, name: string): string {
  return childNamed(element, name)?.text ?? '';
}

/** Text as the content of an element. */
export function xmlEscaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
