import type { DifferenceItem } from '#model/upload';

type Kind = DifferenceItem['kind'];
export const SIGN_SIZE = 20;

/** Names of tokens; shape and mark tell the kinds apart without them. */
export const KIND_COLOURS = {
  added: 'good',
  moved: 'action',
  changed: 'caution',
  gone: 'critical',
} as const satisfies Record<Kind, string>;

/** Disc with a plus, diamond with a dot, square with a line, triangle with a cross: paths in a box of `SIGN_SIZE`. */
export const SIGN_PATHS: Readonly<Record<Kind, { readonly ground: string; readonly mark: string }>> = {
  added: { ground: 'M10 1a9 9 0 1 0 0 18a9 9 0 0 0 0-18Z', mark: 'M10 5.5v9M5.5 10h9' },
  moved: { ground: 'M10 0.5L19.5 10L10 19.5L0.5 10Z', mark: 'M6.5 10h7M10.5 7l3 3l-3 3' },
  changed: { ground: 'M2 2h16v16H2Z', mark: 'M6 8h8M6 12h8' },
  gone: { ground: 'M6 1h8l5 5v8l-5 5H6l-5-5V6Z', mark: 'M6.5 6.5l7 7M13.5 6.5l-7 7' },
};
