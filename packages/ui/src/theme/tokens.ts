/**
 * Every measure and colour of the interface, chosen once. Nothing else in the product names a colour or a font size: parts use
 * the CSS variables made from these (`--mr-…`), Mantine the theme beside this file. Contrast is tested for every pair in `pairs`.
 */

/** Font sizes in pixels. 13 is the interface, 15 is mail. */
export const typeScale = { tiny: 11, small: 12, base: 13, body: 15, heading: 18, title: 24 } as const;

/** Distances in pixels, on a grid of 4. */
export const spacing = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24, xxl: 40 } as const;

export const radius = { sm: 4, md: 6, lg: 10 } as const;

/** Fixed heights let the list be virtual without measuring, and keep rows still while they load. */
export const size = {
  row: 68,
  rowPhone: 84,
  /** Before the text of a row: what marks it as unread, or chosen. */
  gutter: 32,
  bar: 48,
  sidebar: 240,
  list: 400,
  field: 36,
  touch: 44,
} as const;

/** The system's own faces: nothing is fetched, and every script of the six languages is covered. */
export const fontStack =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", Arial, sans-serif';
export const monoStack = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export interface Palette {
  /** Behind everything: sidebar and bars. */
  canvas: string;
  /** Where one reads. */
  surface: string;
  /** Above the surface: cards, fields. */
  raised: string;
  line: string;
  lineStrong: string;
  ink: string;
  inkMuted: string;
  inkFaint: string;
  accent: string;
  /** Text and icons on `accent`. */
  onAccent: string;
  accentSoft: string;
  onAccentSoft: string;
  hover: string;
  selected: string;
  star: string;
  good: string;
  warn: string;
  warnSoft: string;
  bad: string;
  onBad: string;
  badSoft: string;
  /** The card a message with its own colours lies on: white in both schemes, as its sender assumed. */
  paper: string;
}

export const light: Palette = {
  canvas: '#f5f5f4',
  surface: '#ffffff',
  raised: '#ffffff',
  line: '#e6e5e3',
  lineStrong: '#cfcecb',
  ink: '#1c1b1a',
  inkMuted: '#5a5854',
  inkFaint: '#6d6a65',
  accent: '#2b59c3',
  onAccent: '#ffffff',
  accentSoft: '#e8eefb',
  onAccentSoft: '#1f438f',
  hover: '#f0efed',
  selected: '#e4ecfb',
  star: '#a86500',
  good: '#1d7044',
  warn: '#8a5300',
  warnSoft: '#fdf3e0',
  bad: '#b3261e',
  onBad: '#ffffff',
  badSoft: '#fcebe9',
  paper: '#ffffff',
};

export const dark: Palette = {
  canvas: '#121314',
  surface: '#191a1c',
  raised: '#212326',
  line: '#2b2d31',
  lineStrong: '#44474d',
  ink: '#e9e8e6',
  inkMuted: '#aeaca7',
  inkFaint: '#a09e99',
  accent: '#8fb0ff',
  onAccent: '#0f1a33',
  accentSoft: '#1f2b47',
  onAccentSoft: '#bcd0ff',
  hover: '#222427',
  selected: '#24314f',
  star: '#f0b74d',
  good: '#68c794',
  warn: '#e9b860',
  warnSoft: '#33290f',
  bad: '#ff8f85',
  onBad: '#2b0906',
  badSoft: '#3b1d1b',
  paper: '#ffffff',
};

/** Text on ground that must reach 4.5:1 (WCAG 2.2, 1.4.3) in both schemes. */
export const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ...(['canvas', 'surface', 'raised', 'hover', 'selected'] as const).flatMap((ground) =>
    (['ink', 'inkMuted', 'inkFaint', 'accent', 'bad', 'warn', 'good'] as const).map(
      (text) => [text, ground] as const,
    ),
  ),
  ['onAccent', 'accent'],
  ['onBad', 'bad'],
  ['onAccentSoft', 'accentSoft'],
  ['ink', 'warnSoft'],
  ['warn', 'warnSoft'],
  ['ink', 'badSoft'],
  ['bad', 'badSoft'],
];
