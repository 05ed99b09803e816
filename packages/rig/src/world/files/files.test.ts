import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeDocx } from './docx.ts';
import { writePdf } from './pdf.ts';
import { lampPicture } from './png.ts';
import { writeZip } from './zip.ts';

describe('attachments open', () => {
  it('a PNG holds every pixel of its size', () => {
    const picture = lampPicture([220, 170, 90], 0);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
    const length = picture.readUInt32BE(33);
    expect(picture.subarray(37, 41).toString()).toBe('IDAT');
    const data = picture.subarray(41, 41 + length);
    expect(inflateSync(data)).toHaveLength(height * (1 + width * 3));
    expect(picture.readUInt32BE(41 + length)).toBe(crc32(picture.subarray(37, 41 + length)));
  });

  it('a PDF’s cross-reference table points at its objects', () => {
    const file = writePdf('Offer (1)', ['Café', '€ 12']).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
    expect(file.slice(start, start + 4)).toBe('xref');
    const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) =>
      Number(offset),
    );
    expect(offsets).toHaveLength(6);
    offsets.forEach((offset, index) => {
      expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    });
  });

  it('a zip archive’s directory points at entries with the right checksum', () => {
    const bytes = Buffer.from('a lamp');
    const archive = writeZip([
      { name: 'one.txt', bytes },
      { name: '灯.txt', bytes },
    ]);
    const end = archive.indexOf('PK\x05\x06', 0, 'latin1');
    expect(archive.readUInt16LE(end + 10)).toBe(2);
    let entry = archive.readUInt32LE(end + 16);
    for (const name of ['one.txt', '灯.txt']) {
      expect(archive.readUInt32LE(entry)).toBe(0x02014b50);
      const nameLength = archive.readUInt16LE(entry + 28);
      expect(archive.subarray(entry + 46, entry + 46 + nameLength).toString()).toBe(name);
      expect(archive.readUInt32LE(entry + 16)).toBe(crc32(bytes));
      const local = archive.readUInt32LE(entry + 42);
      expect(archive.readUInt32LE(local)).toBe(0x04034b50);
      const data = local + 30 + archive.readUInt16LE(local + 26);
      expect(archive.subarray(data, data + bytes.length)).toEqual(bytes);
      entry += 46 + nameLength;
    }
    expect(entry).toBe(end);
  });

  it('a word processor document escapes its text', () => {
    expect(writeDocx(['Fennimore & Stroud <b>']).toString('utf8')).toContain(
      'Fennimore &amp; Stroud &lt;b&gt;',
    );
  });
});
