/**
 * Reads the forms out of a page of this server, as far as a person without script would see them. It understands the
 * HTML that pages/ writes (quoted attributes, no nesting of forms), not any HTML.
 */
export interface PageForm {
  /** Absolute. */
  readonly action: string;
  readonly inputs: readonly Control[];
  readonly buttons: readonly Control[];
}

export interface Control {
  readonly name: string;
  readonly value: string;
  /** `hidden` for every input that is not on the screen. */
  readonly type: string;
  /** A button's words. */
  readonly text: string;
}

export function formsOf(html: string, address: string): readonly PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', content = '']) => ({
    action: new URL(attribute(attributes, 'action') ?? '', address).href,
    inputs: [...content.matchAll(/<input\b([^>]*)>/g)].map(([, own = '']) => control(own, '')),
    buttons: [...content.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].map(([, own = '', text = '']) =>
      control(own, text),
    ),
  }));
}

/** The text of the element with this identifier, or of the first notice (`role=alert`). */
export function messageOf(html: string): string | undefined {
  const match = /<p\b[^>]*\b(?:id="description"|role="alert")[^>]*>(.*?)<\/p>/s.exec(html);
  return match?.[1] === undefined ? undefined : decode(match[1].replace(/<[^>]*>/g, ''));
}

function control(attributes: string, text: string): Control {
  return {
    name: attribute(attributes, 'name') ?? '',
    value: attribute(attributes, 'value') ?? '',
    type: / hidden\b/.test(attributes) ? 'hidden' : (attribute(attributes, 'type') ?? ''),
    text: decode(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).trim(),
  };
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : decode(value);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
