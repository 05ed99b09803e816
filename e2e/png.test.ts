import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressPng } from './png.ts';

/** A PNG of eight-bit RGB, unfiltered, as Chromium might have made it. */
function pngOf(width: number, pixels: readonly (readonly [number, number, number])[]): Buffer {
  const height = pixels.length / width;
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...pixels.slice(y * width, (y + 1) * width).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours of a picture that `compressPng` made, pixel by pixel. */
function coloursOf(png: Buffer, width: number): number[][] {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const palette = parts.get('PLTE') ?? Buffer.alloc(0);
  const raw = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0));
  const colours: number[][] = [];
  for (let at = 0; at < raw.length; at += 1) {
    if (at % (width + 1) === 0) continue;
    const entry = (raw[at] ?? 0) * 3;
    colours.push([...palette.subarray(entry, entry + 3)]);
  }
  return colours;
}

const amber = [240, 183, 77] as const;

describe('compressPng', () => {
  it('loses nothing of a picture with few colours', () => {
    const pixels = Array.from({ length: 200 }, (_, at) => [at, at, at] as const);
    expect(coloursOf(compressPng(pngOf(20, pixels)), 20)).toEqual(pixels);
  });

  it('keeps the one colour that is like no other among a thousand shades of grey-blue', () => {
    const shades = Array.from(
      { length: 1023 },
      (_, at) =>
        [Math.floor(at / 4), Math.floor(at / 4), Math.min(255, Math.floor(at / 4) + (at % 4))] as const,
    );
    const twice = [...shades, ...shades, amber, amber];
    const colours = coloursOf(compressPng(pngOf(32, twice)), 32);
    expect(colours.at(-1)).toEqual([...amber]);
    const off = shades.map(([red, green, blue], at) =>
      Math.hypot(
        red - (colours[at]?.[0] ?? 0),
        green - (colours[at]?.[1] ?? 0),
        blue - (colours[at]?.[2] ?? 0),
      ),
    );
    expect(Math.max(...off)).toBeLessThan(8);
  });
});
