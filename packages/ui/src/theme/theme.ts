import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import {
  dark,
  fontStack,
  light,
  monoStack,
  type Palette,
  radius,
  size,
  spacing,
  typeScale,
} from './tokens.ts';

const accent: MantineColorsTuple = [
  '#eef3fd',
  '#dbe5fa',
  '#b6caf5',
  '#8fb0ff',
  '#6c93ea',
  '#4774db',
  '#2b59c3',
  '#244ca8',
  '#1f438f',
  '#163272',
];

const pixels = (value: number): string => `${value / 16}rem`;

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  colors: { accent },
  fontFamily: fontStack,
  fontFamilyMonospace: monoStack,
  // Which text stands on the accent depends on the scheme; Mantine's own choice is made once, for the light one.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const accented = input.variant === 'filled' && (input.color === undefined || input.color === 'accent');
    return accented ? { ...resolved, color: 'var(--mr-on-accent)' } : resolved;
  },
  fontSizes: {
    xs: pixels(typeScale.small),
    sm: pixels(typeScale.base),
    md: pixels(typeScale.base + 1),
    lg: pixels(typeScale.body),
    xl: pixels(typeScale.heading),
  },
  spacing: {
    xs: pixels(spacing.xs),
    sm: pixels(spacing.sm),
    md: pixels(spacing.md),
    lg: pixels(spacing.lg),
    xl: pixels(spacing.xl),
  },
  radius: { sm: pixels(radius.sm), md: pixels(radius.md), lg: pixels(radius.lg) },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600', fontFamily: fontStack },
  components: {
    // Mantine leaves no room between a field and the words about it.
    InputWrapper: {
      styles: {
        label: { marginBottom: pixels(spacing.xs) },
        description: { marginBottom: pixels(spacing.xs) },
        error: { marginTop: pixels(spacing.xs) },
      },
    },
    Tooltip: { defaultProps: { openDelay: 500, withArrow: false } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    // The element that Mantine puts before the items for the first focus is none that a menu may hold (WAI-ARIA 1.2, `menu`).
    Menu: { defaultProps: { transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false } },
  },
});

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function colours(palette: Palette): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--mr-${kebab(name)}`, value])),
    '--mantine-color-body': palette.surface,
    '--mantine-color-text': palette.ink,
    '--mantine-color-dimmed': palette.inkMuted,
    '--mantine-color-placeholder': palette.inkFaint,
    '--mantine-color-anchor': palette.accent,
    '--mantine-color-default': palette.raised,
    '--mantine-color-default-hover': palette.hover,
    '--mantine-color-default-color': palette.ink,
    '--mantine-color-default-border': palette.lineStrong,
    '--mantine-color-error': palette.bad,
    '--mantine-primary-color-contrast': palette.onAccent,
  };
}

/** The tokens as CSS variables; Mantine writes them beside its own and switches them with the colour scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    ...Object.fromEntries(
      Object.entries(typeScale).map(([name, value]) => [`--mr-text-${name}`, pixels(value)]),
    ),
    ...Object.fromEntries(
      Object.entries(spacing).map(([name, value]) => [`--mr-space-${name}`, pixels(value)]),
    ),
    ...Object.fromEntries(
      Object.entries(radius).map(([name, value]) => [`--mr-radius-${name}`, pixels(value)]),
    ),
    ...Object.fromEntries(
      Object.entries(size).map(([name, value]) => [`--mr-size-${kebab(name)}`, pixels(value)]),
    ),
  },
  light: colours(light),
  dark: colours(dark),
});
