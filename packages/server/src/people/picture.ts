/**
 * What a picture is, by its bytes: the type that whoever sent it claims is not asked. PNG and JPEG alone, which the web app makes and
 * every camera writes, and none whose sides are out of proportion to its use: a few octets can stand for a picture of gigabytes, which
 * would stop the browser of everybody it is shown to.
 */
import { pictureMaxSide, pictureMaxSize } from '@mailroom/model';
import type { Picture } from '@mailroom/store';
import { rasterType } from '../display/raster-type.ts';
import { invalidRequest } from '../http/refusals.ts';

interface Sides {
  width: number;
  height: number;
}

/** The IHDR chunk is the first one, of a fixed form (PNG specification 11.2.1). */
function pngSides(bytes: Buffer): Sides | null {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Frame headers: SOF0 to SOF15 without the three markers among them that are none (ITU-T T.81, table B.1). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Segments follow each other, each with its length, up to the frame header (ITU-T T.81 B.1.1.4, B.2.2). */
function jpegSides(bytes: Buffer): Sides | null {
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

const sidesOf: Readonly<Record<string, (bytes: Buffer) => Sides | null>> = {
  'image/png': pngSides,
  'image/jpeg': jpegSides,
};

/** @throws Failure invalid-request, with `detail.base64` `picture-type`, `picture-size` or `picture-sides`. */
export function recognisedPicture(bytes: Buffer): Picture {
  if (bytes.length > pictureMaxSize) throw invalidRequest({ base64: 'picture-size' });
  const mediaType = rasterType(bytes) ?? '';
  const sides = sidesOf[mediaType]?.(bytes);
  if (!sides) throw invalidRequest({ base64: 'picture-type' });
  const longest = Math.max(sides.width, sides.height);
  const shortest = Math.min(sides.width, sides.height);
  if (longest > pictureMaxSide || shortest < 1) throw invalidRequest({ base64: 'picture-sides' });
  return { mediaType, bytes };
}
