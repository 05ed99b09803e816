/**
 * The one script of the mail frame. It receives a mail from the page that embeds it, sanitises it in this document, shows it, and
 * reports what the page needs. Sender code cannot run beside it: the response's policy names this script's hash and nothing else.
 */
import { fit } from './fit.ts';
import { deceptiveLink } from './link-claim.ts';
import { type FrameReport, readOrder, type ShowMail } from './protocol.ts';
import { quotedClass, quotedFromHereClass, sanitise } from './sanitise.ts';
import { hideUnseenImages } from './unseen.ts';

const page = window.parent;
const mail = document.createElement('div');
mail.id = 'mail';
document.body.append(mail);

/** The page's origin cannot be named from an opaque one; only the window that embeds this frame receives it. */
const report = (message: FrameReport): void => page.postMessage(message, '*');

function show(order: ShowMail): void {
  const inline = new URL(order.inline, document.baseURI);
  // A page that were tricked into another prefix could not make the frame load from elsewhere: the policy names /mail-inline/ only.
  const prefix = inline.href;
  let made = sanitise(order.html, { inline: prefix, dropColours: false });
  const dark = order.scheme === 'dark';
  if (dark && !made.coloured) made = sanitise(order.html, { inline: prefix, dropColours: true });
  const paper = dark && made.coloured;

  const root = document.documentElement;
  root.style.colorScheme = paper ? 'light' : order.scheme;
  root.style.setProperty('--ink', order.colours.ink);
  root.style.setProperty('--link', order.colours.link);
  mail.style.cssText = made.body.style;
  mail.dir = made.body.dir || 'auto';
  mail.className = made.body.className;
  mail.classList.toggle('paper', paper);
  mail.replaceChildren(...made.sheets, made.content);

  const quoted = hasQuotedHistory();
  mail.classList.toggle('unfolded', order.unfolded || !quoted);
  hideUnseenImages(mail);
  fit(mail);
  report({ mailroom: 'shown', blocked: made.blocked, quoted, paper });
  report({ mailroom: 'height', height: mail.getBoundingClientRect().height });
}

/** Half a mail is worse than none: the page has the plain text to fall back on. */
function showOrSayNot(order: ShowMail): void {
  try {
    show(order);
  } catch {
    mail.replaceChildren();
    report({ mailroom: 'failed' });
  }
}

/** Folding is offered only where something remains to be read (innerText leaves out what is folded): a forwarded message is all quotation. */
function hasQuotedHistory(): boolean {
  if (!mail.querySelector(`.${quotedClass}, .${quotedFromHereClass}`)) return false;
  mail.classList.remove('unfolded');
  return mail.innerText.trim() !== '';
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
}

window.addEventListener('message', (event) => {
  if (event.source !== page) return;
  const order = readOrder(event.data);
  if (order?.mailroom === 'show') showOrSayNot(order);
  if (order?.mailroom === 'fold') mail.classList.toggle('unfolded', order.unfolded);
});

for (const type of ['click', 'auxclick'] as const) {
  document.addEventListener(type, (event) => {
    const link = linkAt(event.target);
    const deceit = link ? deceptiveLink(link.textContent ?? '', link.href) : null;
    if (!deceit) return;
    event.preventDefault();
    report({ mailroom: 'deceptive', ...deceit });
  });
}

for (const [enter, leave] of [
  ['mouseover', 'mouseout'],
  ['focusin', 'focusout'],
] as const) {
  document.addEventListener(enter, (event) => {
    const link = linkAt(event.target);
    if (link) report({ mailroom: 'hover', href: link.href });
  });
  document.addEventListener(leave, (event) => {
    if (linkAt(event.target)) report({ mailroom: 'hover', href: null });
  });
}

// A frame swallows key presses; single keys are the page's shortcuts, combinations stay with the browser (copy, find).
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Tab' || (event.key === 'Enter' && linkAt(event.target))) return;
  report({ mailroom: 'key', key: event.key, shiftKey: event.shiftKey });
});

new ResizeObserver(() => {
  report({ mailroom: 'height', height: mail.getBoundingClientRect().height });
}).observe(mail);

const refit = (): void => fit(mail);
window.addEventListener('resize', refit);
mail.addEventListener('load', refit, { capture: true });

report({ mailroom: 'ready' });
