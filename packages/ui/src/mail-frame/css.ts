/**
 * Style of a mail, rebuilt from what the browser itself understood of it (CSSOM), declaration by declaration. Text is never
 * searched and replaced: escapes, comments and unclosed functions have been resolved by the parser that will also apply the rule.
 */

export interface StyleFindings {
  /** Remote addresses that a declaration wanted to load. */
  remote: Set<string>;
  /** A background other than white or none: the sender chose colours that belong together. */
  coloured: boolean;
}

const rasterData = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=\s]+$/i;
/** CSSOM writes every address in this one form. */
const address = /url\("((?:[^"\\]|\\.)*)"\)/g;
/** Functions that load, or that stand for a value nobody has checked. */
const loading =
  /(?:^|[^\w-])(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade|element|paint|var|env|attr|if|expression)\(/i;
/** Lengths measured by the frame, whose height follows the content: they would grow each other without end. */
const viewportLength = /\d(?:[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max))\b/i;
const noBackground =
  /^(?:initial|inherit|unset|none|transparent|white|rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)|#fff(?:fff)?)$/i;
const colourProperties =
  /^(?:color|background-color|-webkit-text-fill-color|border(?:-\w+)*-color|caret-color)$/;

function isSafe(property: string, value: string, findings: StyleFindings): boolean {
  if (property.startsWith('--')) return false;
  if (property === 'position' && /fixed|sticky/i.test(value)) return false;
  if (/^(?:-moz-binding|behavior|view-transition-name|anchor-name|app-region)$/i.test(property)) return false;
  if (viewportLength.test(value)) return false;
  const addresses = [...value.matchAll(address)].map((match) => match[1] ?? '');
  for (const found of addresses) {
    if (/^(?:https?:)?\/\//i.test(found)) findings.remote.add(found);
  }
  const withoutData = value.replace(address, (whole, found: string) => (rasterData.test(found) ? '' : whole));
  return !loading.test(withoutData);
}

/** The declarations that load nothing and stay in the flow, as text for a `style` attribute or a rule. */
export function safeDeclarations(
  style: CSSStyleDeclaration,
  findings: StyleFindings,
  dropColours: boolean,
): string {
  const kept: string[] = [];
  for (const property of style) {
    const value = style.getPropertyValue(property);
    // A shorthand with var() has empty longhands: nothing is known about it, so nothing is kept.
    if (value === '' || !isSafe(property, value, findings)) continue;
    if ((property === 'background-color' || property === 'background-image') && !noBackground.test(value)) {
      findings.coloured = true;
    }
    if (dropColours && colourProperties.test(property)) continue;
    const priority = style.getPropertyPriority(property) ? ' !important' : '';
    kept.push(`${property}: ${value}${priority};`);
  }
  return kept.join(' ');
}

function safeRules(rules: CSSRuleList, findings: StyleFindings, dropColours: boolean): string {
  const kept: string[] = [];
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      const declarations = safeDeclarations(rule.style, findings, dropColours);
      if (declarations) kept.push(`${rule.selectorText} { ${declarations} }`);
    } else if (rule instanceof CSSMediaRule) {
      kept.push(`@media ${rule.conditionText} { ${safeRules(rule.cssRules, findings, dropColours)} }`);
    }
    // Everything else (@import, @font-face, @namespace, @keyframes, @property, @container …) has no place in a letter.
  }
  return kept.join('\n');
}

/** A style sheet reduced to plain rules and media queries. */
export function safeSheet(text: string, findings: StyleFindings, dropColours: boolean): string {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return safeRules(sheet.cssRules, findings, dropColours);
}

/** The value of a `style` attribute, safe. */
export function safeStyleAttribute(value: string, findings: StyleFindings, dropColours: boolean): string {
  const probe = document.createElement('span');
  probe.style.cssText = value;
  return safeDeclarations(probe.style, findings, dropColours);
}
