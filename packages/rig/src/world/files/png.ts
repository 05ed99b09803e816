import { crc32, deflateSync } from 'node:zlib';

/** A colour as red, green, blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG (RFC 2083) of eight-bit RGB, painted by a function of the pixel. */
export function paintPng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let offset = 0;
  for (let y = 0; y < height; y += 1) {
    offset += 1; // Filter type 0: the row as it is.
    for (let x = 0; x < width; x += 1) {
      for (const part of colourAt(x, y)) {
        rows[offset] = Math.max(0, Math.min(255, Math.round(part)));
        offset += 1;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A photograph of sorts: a pendant lamp glowing before a dark wall; `glow` tints the light. */
export function lampPicture(glow: Colour, drop: number): Buffer {
  const width = 240;
  const height = 160;
  const centreX = width / 2;
  const lampY = 40 + drop;
  return paintPng(width, height, (x, y) => {
    if (Math.abs(x - centreX) < 1 && y < lampY) return [30, 28, 26];
    const halfWidth = 18 + (y - lampY) * 0.9;
    if (y >= lampY && y < lampY + 26 && Math.abs(x - centreX) < halfWidth) {
      return y > lampY + 22 ? [255, 244, 214] : [46, 42, 38];
    }
    const distance = Math.hypot(x - centreX, (y - lampY - 30) * 1.2);
    const light = y > lampY + 20 ? Math.exp(-distance / 55) : Math.exp(-distance / 28) * 0.5;
    return [34 + glow[0] * light, 36 + glow[1] * light, 44 + glow[2] * light];
  });
}

/** The organisation's mark, small enough for every signature. */
export function logo(): Buffer {
  return paintPng(28, 28, (x, y) => {
    const distance = Math.hypot(x - 13.5, y - 13.5);
    if (distance > 13.5) return [255, 255, 255];
    return y > 15 && Math.abs(x - 13.5) < y - 10 ? [244, 196, 92] : [38, 62, 82];
  });
}
