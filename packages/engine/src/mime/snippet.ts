/** The first words of a message, for the list: what the sender wrote, not what they quote. */

const longest = 200;
/** How much of a text is looked at: mostly the first is enough; what a person wrote starts within the second or not at all. */
const windows = [800, 8_000];
/** Lines that an attribution such as "On Monday, Ada Lovelace <ada@example.com> wrote:" may be wrapped to. */
const longestAttribution = 3;

const quotedLine = /^\s*>/;
/** "-----Original Message-----" in any language, and the rule that Outlook draws above history. */
const historyRule = /^\s*(?:-{3,}[^-].{0,60}-{3,}|_{10,})\s*$/;
/** RFC 3676 4.3. */
const signatureMark = /^-- ?$/;
/**
 * Padding that newsletters put behind their preview text, direction marks, and controls. What joins and colours emoji stays.
 */
const ordinary = /^[\t\n\r -~]*$/;
const invisible = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]--[\s\u200d\ufe00-\ufe0f]]/gv;

/**
 * At most 200 characters (UTF-16 units), white space folded, no surrogate pair split. Quoted lines, the attribution above them
 * and everything below a signature mark or history rule are left out, unless nothing else remains.
 */
export function snippetOf(text: string): string {
  let head = '';
  for (const window of windows) {
    head = text.slice(0, window);
    const snippet = fold(written(head.split(/\r?\n/)).join(' '));
    // One that is as long as may be says nothing of what follows.
    if (snippet.length >= longest - 1 || (snippet !== '' && head.length === text.length)) return snippet;
    if (window === windows.at(-1) && snippet !== '') return snippet;
  }
  return fold(head);
}

function written(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (quotedLine.test(line)) {
      if (at === 0 || !quotedLine.test(lines[at - 1] ?? '')) dropAttribution(kept);
      continue;
    }
    const begun = kept.some((earlier) => earlier.trim() !== '');
    if (begun && (historyRule.test(line) || signatureMark.test(line))) break;
    kept.push(line);
  }
  return kept;
}

/**
 * Removes the paragraph above a quotation where it ends with a colon. Told by its place and not by its words, so it works in
 * every language that has the custom.
 */
function dropAttribution(kept: string[]): void {
  let end = kept.length;
  while (end > 0 && (kept[end - 1] ?? '').trim() === '') end -= 1;
  if (!/[:：]$/.test((kept[end - 1] ?? '').trim())) return;
  let start = end;
  while (start > 0 && (kept[start - 1] ?? '').trim() !== '') start -= 1;
  if (end - start <= longestAttribution) kept.length = start;
}

function fold(text: string): string {
  const visible = ordinary.test(text) ? text : text.replace(invisible, '');
  const folded = visible.replace(/[^\S ]\s*| \s+/g, ' ').trim();
  if (folded.length <= longest) return folded;
  const cut = folded.slice(0, longest);
  const last = cut.charCodeAt(cut.length - 1);
  const halfPair = last >= 0xd800 && last <= 0xdbff;
  return (halfPair ? cut.slice(0, -1) : cut).trimEnd();
}
