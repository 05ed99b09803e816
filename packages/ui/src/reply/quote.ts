/** The two forms of a body: the editor's HTML, and the same in plain text for the alternative part (RFC 2046 5.1.4). */
export interface Body {
  html: string;
  text: string;
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Characters of history carried along; the conversation itself holds the rest. */
const longestQuote = 100_000;

/**
 * The answer with the answered message quoted below it. The quotation is made from the plain text, never from the sender's HTML:
 * what was hostile in the message does not travel on under our person's name.
 */
export function withQuote(answer: Body, attribution: string, quoted: string): Body {
  const text = quoted.trimEnd().slice(0, longestQuote);
  if (text === '') return answer;
  const lines = text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`));
  const html = text.split('\n').map(escapeHtml).join('<br>');
  return {
    text: `${answer.text}\n\n${attribution}\n${lines.join('\n')}\n`,
    html: `${answer.html}<p>${escapeHtml(attribution)}</p><blockquote type="cite">${html}</blockquote>`,
  };
}
