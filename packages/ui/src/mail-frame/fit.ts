/** Set on what is wider than the frame, so that it takes the frame's width instead of its own. */
const fluidClass = 'mailroom-fluid';

/** Below this a text of 14 pixels can no longer be read without lifting the phone to the eyes; the rest is reached by scrolling sideways. */
const leastZoom = 0.75;

/**
 * Newsletters are laid out 600 to 700 pixels wide. In a narrower frame their tables and blocks give up the width they ask for, which
 * leaves the letters their size; only what is still too wide then (a row of cells that may not wrap) is made smaller.
 */
export function fit(mail: HTMLElement): void {
  for (const element of mail.querySelectorAll(`.${fluidClass}`)) element.classList.remove(fluidClass);
  mail.style.setProperty('zoom', '1');
  if (fits(mail)) return;
  const room = mail.clientWidth;
  const wide = [...mail.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().width > room,
  );
  for (const element of wide) element.classList.add(fluidClass);
  if (fits(mail)) return;
  mail.style.setProperty('zoom', String(Math.max(leastZoom, mail.clientWidth / mail.scrollWidth)));
}

/** A frame that is not on the screen has no width, and nothing to be measured against. */
const fits = ({ scrollWidth, clientWidth }: HTMLElement): boolean =>
  clientWidth === 0 || scrollWidth <= clientWidth + 1;
