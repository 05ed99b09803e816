import { createHash } from 'node:crypto';
import { constant, type Html, html } from '../http/html.ts';

/**
 * The frame of every page: one card, readable from 360 px, light and dark, no script at all.
 *
 * `form-action` is left out of the policy on purpose: Chromium applies it to the redirect that follows a form, which
 * here leads to the application.
 */
const style = `
:root {
  color-scheme: light dark;
  --ground: #eef1f6; --card: #ffffff; --ink: #1b2230; --soft: #566074; --line: #d5dbe6;
  --accent: #2f5bd0; --accent-ink: #ffffff; --accent-hover: #2449ab; --alert: #a3211c; --alert-ground: #fdefee; --badge: #fff4d6; --badge-ink: #5b4300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151d; --card: #1a202b; --ink: #eef1f7; --soft: #a6b0c3; --line: #343d4d;
    --accent: #8fadff; --accent-ink: #0d1630; --accent-hover: #b0c5ff; --alert: #ffb1ab; --alert-ground: #3b1d1f; --badge: #3d3113; --badge-ink: #ffe2a0;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 24px 16px; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 20px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.badge { margin: 0; padding: 4px 14px; border-radius: 999px; background: var(--badge); color: var(--badge-ink); font-size: 14px; font-weight: 600; }
main { width: 100%; max-width: 448px; padding: 32px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: 0 8px 30px rgb(10 20 50 / 8%); }
@media (max-width: 480px) { body { justify-content: flex-start; } main { padding: 24px 20px; } }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
h1 + p:not(.soft) { margin-top: 12px; }
.soft { color: var(--soft); }
.small { font-size: 14px; }
label { display: block; margin: 20px 0 6px; font-weight: 600; font-size: 14px; }
input[type=email], input[type=password], input[type=text] {
  width: 100%; padding: 11px 12px; border: 1px solid var(--soft); border-radius: 8px; background: transparent; color: inherit; font: inherit;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { font: inherit; cursor: pointer; border-radius: 8px; }
.actions { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 12px; margin-top: 24px; }
.primary, .secondary { min-width: 116px; min-height: 44px; padding: 9px 14px; white-space: nowrap; font-weight: 600; border: 1px solid var(--accent); }
.primary { background: var(--accent); color: var(--accent-ink); }
.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
.secondary { background: transparent; color: var(--ink); border-color: var(--line); }
.secondary:hover { border-color: var(--soft); }
.text { padding: 4px 0; border: 0; background: none; color: var(--accent); font-size: 14px; text-decoration: underline; text-underline-offset: 3px; }
form > .text { margin-top: 12px; }
.actions .text { margin-right: auto; }
@media (max-width: 480px) { .actions > * { flex: 1 1 100%; } }
.alert { margin: 16px 0 0; padding: 10px 12px; border-radius: 8px; background: var(--alert-ground); color: var(--alert); font-size: 14px; }
.people { list-style: none; margin: 20px 0 0; padding: 0; border-top: 1px solid var(--line); }
.people li { border-bottom: 1px solid var(--line); }
.person { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 64px; padding: 10px 8px; border: 0; border-radius: 0; background: none; color: inherit; text-align: left; }
.person:hover { background: var(--ground); }
.person strong, .person small { display: block; overflow-wrap: anywhere; }
.person small { color: var(--soft); font-size: 14px; }
.initial { flex: none; display: grid; place-items: center; width: 40px; height: 40px; border-radius: 50%; background: var(--accent); color: var(--accent-ink); font-weight: 650; }
.permissions { margin: 16px 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.permissions li { border-bottom: 1px solid var(--line); }
.permissions summary { display: flex; align-items: center; justify-content: space-between; gap: 12px; min-height: 44px; padding: 8px 4px; font-weight: 600; line-height: 1.3; cursor: pointer; list-style: none; }
.permissions summary::-webkit-details-marker { display: none; }
.permissions summary::after { content: ""; flex: none; width: 8px; height: 8px; margin: 0 4px 4px; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.permissions details[open] summary::after { margin: 4px 4px 0; transform: rotate(225deg); }
.permissions details p { margin: 0; padding: 0 4px 12px; color: var(--soft); font-size: 14px; }
.choice { display: flex; align-items: flex-start; gap: 12px; margin: 0; padding: 10px 4px; font-size: 16px; font-weight: 400; }
.choice input { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--accent); }
.detail { margin: 16px 0 0; padding: 12px; border-radius: 8px; background: var(--ground); font-size: 14px; overflow-wrap: anywhere; }
`;

/** The response header that lets this style sheet in and nothing else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * @param name the page's name, in `data-page`, for whoever walks the pages
 * @param imitated whose sign-in this is not
 */
export function layout(name: string, title: string, content: Html, imitated = 'Microsoft'): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · Practice sign-in</title>
<style>${constant(style)}</style>
</head>
<body>
<header><p class="badge">Practice sign-in — not ${imitated}</p></header>
<main data-page="${name}" aria-labelledby="title">
<h1 id="title">${title}</h1>
${content}
</main>
</body>
</html>
`;
}
