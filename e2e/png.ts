import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * Makes Chromium's screenshots small enough to keep in a repository: at most 256 colours in a palette (PNG, RFC 2083 section 4.1.2).
 * A page of few colours loses nothing; in one of many the commonest stay exact, so that grounds and lines do, as do those least like
 * any of them, so that a single star keeps its amber; the rest, which are the edges of letters, take the nearest of all these.
 * @throws TypeError for a PNG other than eight-bit RGB or RGBA without interlacing.
 */
export function compressPng(png: Buffer): Buffer {
  const picture = decode(png);
  return encode(picture, palettise(picture));
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly rgb: Uint8Array;
}

interface Palettised {
  readonly palette: Buffer;
  /** One byte a pixel. */
  readonly indices: Uint8Array;
}

function* chunksOf(png: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function decode(png: Buffer): Picture {
  const chunks = [...chunksOf(png)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const step = header?.[9] === 6 ? 4 : 3;
  if (header === undefined || header[8] !== 8 || (header[9] !== 2 && header[9] !== 6) || header[12] !== 0) {
    throw new TypeError('Not a PNG of eight-bit RGB or RGBA without interlacing');
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  const raw = unfilter(inflateSync(data), width * step, height, step);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += step, to += 3) {
    rgb[to] = raw[from] ?? 0;
    rgb[to + 1] = raw[from + 1] ?? 0;
    rgb[to + 2] = raw[from + 2] ?? 0;
  }
  return { width, height, rgb };
}

/** Undoes the filters of RFC 2083 section 6. */
function unfilter(filtered: Buffer, stride: number, height: number, step: number): Uint8Array {
  const raw = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? (raw[at - step] ?? 0) : 0;
      const up = y > 0 ? (raw[at - stride] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (raw[at - stride - step] ?? 0) : 0;
      raw[at] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return raw;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const byLeft = Math.abs(up - corner);
      const byUp = Math.abs(left - corner);
      const byCorner = Math.abs(left + up - 2 * corner);
      if (byLeft <= byUp && byLeft <= byCorner) return left;
      return byUp <= byCorner ? up : corner;
    }
    default:
      return 0;
  }
}

const paletteSize = 256;
/** Places of the palette for colours that are rare and like no other. */
const outliers = 64;

function palettise({ rgb }: Picture): Palettised {
  const colours = new Uint32Array(rgb.length / 3);
  const counts = new Map<number, number>();
  for (let pixel = 0, at = 0; pixel < colours.length; pixel += 1, at += 3) {
    const colour = ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
    colours[pixel] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const kept = byCount.length > paletteSize ? byCount.slice(0, paletteSize - outliers) : byCount;
  const others = byCount.slice(kept.length);
  if (others.length > 0) kept.push(...leastLike(kept, others, outliers));
  const indexOf = new Map(kept.map((colour, index) => [colour, index]));
  for (const colour of others) if (!indexOf.has(colour)) indexOf.set(colour, nearest(kept, colour));
  return {
    palette: Buffer.from(kept.flatMap(channels)),
    indices: Uint8Array.from(colours, (colour) => indexOf.get(colour) ?? 0),
  };
}

const channels = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 0xff,
  colour & 0xff,
];

function distance(one: number, other: number): number {
  const [red, green, blue] = channels(one);
  const [otherRed, otherGreen, otherBlue] = channels(other);
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

function nearest(kept: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, candidate] of kept.entries()) {
    const away = distance(colour, candidate);
    if (away < least) [best, least] = [index, away];
  }
  return best;
}

/** Each time the colour that is farthest from all that are kept or chosen already. */
function leastLike(kept: readonly number[], others: readonly number[], wanted: number): number[] {
  const away = others.map((colour) => distance(colour, kept[nearest(kept, colour)] ?? colour));
  const chosen: number[] = [];
  while (chosen.length < wanted) {
    const farthest = away.indexOf(Math.max(...away));
    const colour = others[farthest];
    if (colour === undefined || away[farthest] === 0) break;
    chosen.push(colour);
    for (const [at, other] of others.entries()) away[at] = Math.min(away[at] ?? 0, distance(other, colour));
  }
  return chosen;
}

function encode({ width, height }: Picture, { palette, indices }: Palettised): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length, 0);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body), 0);
  return Buffer.concat([length, body, check]);
}
