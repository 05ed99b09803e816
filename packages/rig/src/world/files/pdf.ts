/** WinAnsi, the encoding of PDF's built-in fonts, has Latin-1 and the euro sign; anything else becomes a question mark. */
function pdfString(text: string): string {
  const encoded = [...text.replaceAll('€', '\u0080').replaceAll('–', '\u0096')]
    .map((letter) => (letter.charCodeAt(0) > 0xff ? '?' : letter))
    .join('');
  return `(${encoded.replace(/[\\()]/g, '\\$&')})`;
}

/** A one-page A4 PDF with a title and lines of Latin text. */
export function writePdf(title: string, lines: readonly string[]): Buffer {
  const text = lines.map((line) => `${pdfString(line)} Tj T*`).join('\n');
  const content = `BT /F2 18 Tf 60 770 Td ${pdfString(title)} Tj ET\nBT /F1 11 Tf 16 TL 60 735 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file +=
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
