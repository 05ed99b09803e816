/** HTML that is safe to send: made only by the template below, which escapes everything put into it. */
export interface Html {
  readonly text: string;
}

type Part = Html | string | readonly Html[] | undefined | false;

/** Values become text; other templates and lists of them become markup; `undefined` and `false` become nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => string + render(parts[index])).join('');
  return { text };
}

/** Markup that is a constant of this program, such as its style sheet. */
export function constant(text: string): Html {
  return { text };
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  return 'text' in part ? part.text : part.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
