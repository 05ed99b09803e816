/** Splits a plain text body into what its sender wrote and the history below it. */

export interface SplitText {
  own: string;
  quoted: string;
}

/** `On …, Ana wrote:` in the six languages: a line, or two joined, that ends with a colon right above the quotation. */
export const attribution =
  /(?:wrote|a écrit|写道|写到|пишет|написал(?:а|\(а\))?|escreveu|ha scritto)\s*[:：]?\s*$/i;
/** `-----Original Message-----` and the header block that Outlook writes instead of quoting. */
const original =
  /^-{3,}\s*(?:Original Message|Message d['’]origine|Исходное сообщение|Mensagem original|Messaggio originale|原始邮件|邮件原件)\s*-{3,}$/i;
const outlookRule = /^_{20,}$/;
const outlookHeader = /^(?:From|De|Da|От|发件人)\s*[:：]\s*\S/;

const isQuote = (line: string): boolean => line.startsWith('>');
const isBlank = (line: string): boolean => line.trim() === '';

function trailingQuoteStart(lines: readonly string[]): number {
  let start = lines.length;
  let seen = false;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (isQuote(line)) {
      seen = true;
      start = at;
    } else if (!isBlank(line)) {
      break;
    }
  }
  if (!seen) return lines.length;
  for (let above = start - 1; above >= 0 && above >= start - 3; above -= 1) {
    const line = lines[above] ?? '';
    if (isBlank(line)) continue;
    if (attribution.test(line)) return startOfAttribution(lines, above);
    break;
  }
  return start;
}

/** Long attributions are wrapped by the sender's program; the first of their lines begins the history. */
function startOfAttribution(lines: readonly string[], at: number): number {
  const before = lines[at - 1];
  return before !== undefined && !isBlank(before) && /^(?:On|Le|Il|Em|В|在|\d)/.test(before) ? at - 1 : at;
}

function originalStart(lines: readonly string[]): number {
  const at = lines.findIndex((line, index) => {
    const text = line.trim();
    return (
      original.test(text) || (outlookRule.test(text) && outlookHeader.test(lines[index + 1]?.trim() ?? ''))
    );
  });
  return at < 0 ? lines.length : at;
}

/** A text that is all history is shown: there is nothing else to read. */
export function splitQuoted(text: string): SplitText {
  const lines = text.split('\n');
  const start = Math.min(originalStart(lines), trailingQuoteStart(lines));
  const own = lines.slice(0, start).join('\n').trimEnd();
  if (own.trim() === '' || start === lines.length) return { own: text.trimEnd(), quoted: '' };
  return { own, quoted: lines.slice(start).join('\n').trimEnd() };
}
