import tokensCss from '../ui/tokens.css?inline';

/**
 * The colours of the map by meaning. Paint properties cannot read CSS variables, so they are taken from the text of
 * `tokens.css`, once: `getComputedStyle` would know only the theme on screen, never the one for print.
 */
const COLOURS = {
  sea: '--map-sea',
  coastNear: '--map-coast-2',
  coastFar: '--map-coast-1',
  land: '--map-land',
  region: '--map-region',
  neighbourLine: '--map-neighbour-line',
  neighbourText: '--map-neighbour-text',
  seaText: '--map-sea-text',
  river: '--map-river',
  road: '--map-road',
  roadCasing: '--map-road-casing',
  innerLine: '--map-line-inner',
  innerLinePlain: '--map-line-inner-plain',
  regionLine: '--map-line-region',
  regionBand: '--map-region-band',
  text: '--map-text',
  halo: '--map-halo',
  enclave: '--map-enclave',
  enclaveHatch: '--map-enclave-hatch',
  select: '--map-select',
  selectCasing: '--map-select-casing',
  noData: '--no-data',
  noDataHatch: '--no-data-hatch',
  surface: '--surface',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  action: '--action',
  onAction: '--on-action',
  plan: '--plan',
  onPlan: '--on-plan',
  good: '--good',
  caution: '--caution',
  critical: '--critical',
  sample: '--sample',
} as const;
export type ColourName = keyof typeof COLOURS;

const CATEGORY_TOKENS = ['--cat-1', '--cat-2', '--cat-3', '--cat-4', '--cat-5', '--cat-6'] as const;
const SEQUENTIAL_TOKENS = [0, 1, 2, 3, 4, 5].map((n) => `--seq-${n}`);
const ON_SEQUENTIAL_TOKENS = [0, 1, 2, 3, 4, 5].map((n) => `--on-seq-${n}`);
const DIVERGING_TOKENS = ['n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3'].map((n) => `--div-${n}`);

export type ThemeName = 'light' | 'dark' | 'print';
export type MapTheme = Readonly<Record<ColourName, string>> & {
  readonly name: ThemeName;
  /** Class colours from 0 (enough) to 5 (most), and the text colour that is read on each. */
  readonly sequential: readonly string[];
  readonly onSequential: readonly string[];
  /** From three below to three above, the middle being the fourth. */
  readonly diverging: readonly string[];
  readonly onDiverging: readonly string[];
  readonly categories: readonly string[];
};

/** The three themes in the text of the token file, minified or not. Throws with the token's name when one is missing. */
export function themesOf(css: string): Readonly<Record<ThemeName, MapTheme>> {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const light = tokensIn(blockAfter(plain, /:root\s*\{/));
  const dark = new Map([...light, ...tokensIn(blockAfter(plain, /\[data-theme=["']?dark["']?\]\s*\{/))]);
  const print = new Map([...light, ...tokensIn(blockAfter(plain, /@media print\s*\{\s*[^{]*\{/))]);
  return { light: themeFrom('light', light), dark: themeFrom('dark', dark), print: themeFrom('print', print) };
}

/** The themes of the interface, from the same tokens as its style sheet. */
export const THEMES = themesOf(tokensCss);

function blockAfter(css: string, opening: RegExp): string {
  const match = opening.exec(css);
  if (!match) throw new Error(`tokens.css has no block ${opening.source}`);
  const start = match.index + match[0].length;
  return css.slice(start, css.indexOf('}', start));
}

function tokensIn(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/(--[a-z0-9-]+)\s*:\s*([^;]+)/g)].map((m) => [m[1] as string, (m[2] as string).trim()]),
  );
}

function themeFrom(name: ThemeName, tokens: ReadonlyMap<string, string>): MapTheme {
  const colour = (token: string): string => {
    const value = tokens.get(token);
    if (!value) throw new Error(`tokens.css does not define ${token}`);
    return value;
  };
  const named = Object.fromEntries(Object.entries(COLOURS).map(([key, token]) => [key, colour(token)]));
  const diverging = DIVERGING_TOKENS.map(colour);
  const inks = [colour('--on-seq-0'), colour('--on-seq-5')];
  return {
    ...(named as Record<ColourName, string>),
    name,
    sequential: SEQUENTIAL_TOKENS.map(colour),
    onSequential: ON_SEQUENTIAL_TOKENS.map(colour),
    diverging,
    onDiverging: diverging.map((ground) => inks.reduce((a, b) => (contrast(ground, a) >= contrast(ground, b) ? a : b))),
    categories: CATEGORY_TOKENS.map(colour),
  };
}

/** Contrast ratio of two colours written as hex (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const channel = parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
