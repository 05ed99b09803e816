/** A picture of any kind that the browser can show, as the small square that Mailroom keeps. */

/** Pixels of either side: twice what the largest place shows. */
const side = 256;

/**
 * The middle of the picture, drawn anew: what a camera wrote beside it, such as where it was taken, stays behind.
 *
 * @returns JPEG in base64
 * @throws where the browser cannot read the file as a picture
 */
export async function squarePicture(file: Blob): Promise<string> {
  const image = await createImageBitmap(file);
  try {
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no pictures');
    // JPEG has no transparency: what lies behind is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    const shorter = Math.min(image.width, image.height);
    const [left, top] = [(image.width - shorter) / 2, (image.height - shorter) / 2];
    context.drawImage(image, left, top, shorter, shorter, 0, 0, side, side);
    return canvas.toDataURL('image/jpeg', 0.85).replace(/^[^,]*,/, '');
  } finally {
    image.close();
  }
}
