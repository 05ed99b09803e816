const unseenClass = 'mailroom-unseen';

/** Larger than any pixel that counts readers, smaller than anything drawn to be looked at. */
const leastSide = 4;

/**
 * Takes out the places of images that were not loaded and would not have been seen either: the pixels that tell a sender who read, and
 * the spacers of old layouts. Measured instead of read from attributes, since sizes come from style sheets too.
 */
export function hideUnseenImages(mail: HTMLElement): void {
  const images = [...mail.querySelectorAll<HTMLImageElement>('img:not([src])')];
  const unseen = images.filter((image) => {
    const { width, height } = image.getBoundingClientRect();
    return Math.min(width, height) < leastSide;
  });
  for (const image of unseen) image.classList.add(unseenClass);
}
