import { pictureMaxSide, pictureMaxSize } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { recognisedPicture } from './picture.ts';

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.writeUInt32BE(13, 8);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** Start of image, an application segment, a quantisation table, then the frame header (ITU-T T.81 B.2). */
function jpeg(width: number, height: number): Buffer {
  const app0 = [0xff, 0xe0, 0, 4, 0, 0];
  const table = [0xff, 0xdb, 0, 3, 0];
  const frame = [0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 0, 0, 0];
  return Buffer.from([0xff, 0xd8, ...app0, ...table, ...frame]);
}

function refusal(bytes: Buffer): string | undefined {
  try {
    recognisedPicture(bytes);
  } catch (thrown) {
    return (thrown as { detail?: { base64?: string } }).detail?.base64;
  }
  return undefined;
}

describe('a picture', () => {
  it('is PNG or JPEG by its bytes', () => {
    expect(recognisedPicture(png(256, 256)).mediaType).toBe('image/png');
    expect(recognisedPicture(jpeg(256, 128)).mediaType).toBe('image/jpeg');
  });

  it.each([
    ['GIF', Buffer.from('GIF89a and so on and so on')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
    ['a PNG that was cut off', png(1, 1).subarray(0, 20)],
    ['a JPEG without a frame', jpeg(1, 1).subarray(0, 12)],
  ])('is not %s', (_, bytes) => {
    expect(refusal(bytes)).toBe('picture-type');
  });

  it('has sides that a browser can hold, whatever few octets claim', () => {
    expect(refusal(png(pictureMaxSide, pictureMaxSide))).toBeUndefined();
    expect(refusal(png(60_000, 60_000))).toBe('picture-sides');
    expect(refusal(jpeg(1, 65_535))).toBe('picture-sides');
    expect(refusal(png(0, 8))).toBe('picture-sides');
  });

  it('has a bounded size', () => {
    expect(refusal(Buffer.concat([png(1, 1), Buffer.alloc(pictureMaxSize)]))).toBe('picture-size');
  });
});
