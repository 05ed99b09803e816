/**
 * The type of a raster image from its first bytes (WHATWG MIME Sniffing 6.1), or null for anything else. The sender's claim is
 * not asked: an image that is really HTML or SVG would run scripts. Twelve bytes are enough.
 */
export const signatureLength = 12;

function startsWith(bytes: Uint8Array, ...signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

export function rasterType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38) && (bytes[4] === 0x37 || bytes[4] === 0x39))
    return 'image/gif';
  const isRiff = startsWith(bytes, 0x52, 0x49, 0x46, 0x46);
  if (isRiff && startsWith(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  if (startsWith(bytes, 0x42, 0x4d)) return 'image/bmp';
  return null;
}
