import DOMPurify, { type Config } from 'dompurify';
import { attribution } from '../text/quoted.ts';
import { allowedAttributes, allowedTags } from './allowed.ts';
import { type StyleFindings, safeSheet, safeStyleAttribute } from './css.ts';

export interface SanitiseOptions {
  /** Address prefix of `cid:` images. */
  inline: string;
  /** Leaves out the sender's text colours, so that plain mail takes those of the dark scheme. */
  dropColours: boolean;
}

export interface SanitisedMail {
  /** Nodes to insert as they are. They are never written out and parsed again. */
  content: DocumentFragment;
  sheets: HTMLStyleElement[];
  /** Attributes of the mail's own `body`, already safe. */
  body: { style: string; dir: string; className: string };
  /** Distinct remote addresses that were not loaded. */
  blocked: number;
  coloured: boolean;
}

export const quotedClass = 'mailroom-quoted';
export const quotedFromHereClass = 'mailroom-quoted-from-here';

const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: allowedAttributes,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  // The second lock: the hook below has decided every address already. The last two branches are for values that are no addresses
  // at all (`600`, `#eeddcc`, `center`), since DOMPurify puts every attribute through this one pattern.
  ALLOWED_URI_REGEXP:
    /^(?:https?:|mailto:|data:image\/(?:png|gif|jpe?g|webp);base64,|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  WHOLE_DOCUMENT: true,
  RETURN_DOM_FRAGMENT: true,
};

const rasterData = /^data:image\/(?:png|gif|jpe?g|webp);base64,/i;
const remote = /^\s*(?:(?:https?|ftp):|[\\/]{2})/i;

/** `cid:` (RFC 2392) as the address of the part, or the image itself when it came along as a raster; otherwise nothing. */
function imageSource(value: string, inline: string, blocked: Set<string>): string | null {
  const source = value.trim();
  if (/^cid:/i.test(source)) {
    const contentId = source.slice(4);
    return `${inline}${encodeURIComponent(safelyDecoded(contentId))}`;
  }
  if (rasterData.test(source)) return source;
  if (remote.test(source)) blocked.add(source);
  return null;
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A link in its normal form (host in ASCII, no tabs or line breaks), or nothing when it is not one of the three schemes. */
export function linkTarget(value: string): string | null {
  const written = value.trim().replace(/^[\\/]{2}/, 'https://');
  try {
    const url = new URL(written);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What mail programs put around the history they quote. */
function quoteClass(node: Element): string | null {
  if (
    node.matches(
      'blockquote[type="cite" i], .gmail_quote, .yahoo_quoted, .moz-cite-prefix, .protonmail_quote',
    )
  ) {
    return quotedClass;
  }
  return node.matches('#divRplyFwdMsg, #appendonsend, #x_divRplyFwdMsg') ? quotedFromHereClass : null;
}

/**
 * Makes a mail's HTML safe in the very document that shows it, so that the parser that checks is the parser that displays. All
 * rewriting happens inside the sanitiser's hooks; nothing is changed after it.
 */
export function sanitise(html: string, options: SanitiseOptions): SanitisedMail {
  const blocked = new Set<string>();
  const findings: StyleFindings = { remote: blocked, coloured: false };
  const body = { style: '', dir: '', className: '' };
  const purify = DOMPurify(window);

  purify.addHook('uponSanitizeElement', (node, data) => {
    if (data.tagName === 'style' && node instanceof HTMLStyleElement) {
      node.textContent = safeSheet(node.textContent ?? '', findings, options.dropColours);
    }
  });

  purify.addHook('beforeSanitizeAttributes', (node) => {
    // Comments and fragments pass here too.
    if (!(node instanceof Element)) return;
    const quote = quoteClass(node);
    if (quote) {
      node.classList.add(quote);
      const above = node.previousElementSibling;
      if (above && attribution.test(above.textContent ?? '')) above.classList.add(quote);
    }
    for (const picture of [node.getAttribute('srcset'), node.getAttribute('poster')]) {
      for (const candidate of picture?.split(',') ?? []) {
        if (remote.test(candidate)) blocked.add(candidate.trim().split(/\s/)[0] ?? candidate);
      }
    }
  });

  purify.addHook('uponSanitizeAttribute', (node, data) => {
    const keep = (value: string | null): void => {
      if (value === null) data.keepAttr = false;
      else data.attrValue = value;
    };
    switch (data.attrName) {
      case 'style':
        return keep(safeStyleAttribute(data.attrValue, findings, options.dropColours));
      case 'src':
        return keep(node.nodeName === 'IMG' ? imageSource(data.attrValue, options.inline, blocked) : null);
      case 'background':
        findings.coloured = true;
        return keep(imageSource(data.attrValue, options.inline, blocked));
      case 'href':
        return keep(node.nodeName === 'A' ? linkTarget(data.attrValue) : null);
      case 'bgcolor':
        if (!/^\s*(?:#?fff(?:fff)?|white|transparent)\s*$/i.test(data.attrValue)) findings.coloured = true;
        return keep(options.dropColours ? null : data.attrValue);
      case 'color':
      case 'text':
        return keep(options.dropColours ? null : data.attrValue);
    }
  });

  purify.addHook('afterSanitizeAttributes', (node) => {
    if (!(node instanceof Element)) return;
    if (node.nodeName === 'A' && node.hasAttribute('href')) {
      node.setAttribute('target', '_blank');
      node.setAttribute('rel', 'noopener noreferrer');
    }
    if (node.nodeName === 'IMG') node.setAttribute('referrerpolicy', 'no-referrer');
    if (node instanceof HTMLBodyElement) {
      const background = node.getAttribute('bgcolor');
      const ink = node.getAttribute('text');
      const probe = document.createElement('span');
      if (background) probe.style.backgroundColor = background;
      if (ink) probe.style.color = ink;
      body.style = `${probe.style.cssText} ${node.getAttribute('style') ?? ''}`.trim();
      body.dir = node.dir;
      body.className = node.className;
    }
  });

  const whole = purify.sanitize(html, config);
  const sheets = [...whole.querySelectorAll('style')];
  for (const sheet of sheets) sheet.remove();
  const content = document.createDocumentFragment();
  content.append(...(whole.querySelector('body')?.childNodes ?? []));
  return { content, sheets, body, blocked: blocked.size, coloured: findings.coloured };
}
