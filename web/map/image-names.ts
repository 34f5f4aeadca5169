import { THEMES, type MapTheme, type ThemeName } from './theme.ts';

/**
 * Names of the pictures on the map. They carry the theme, so that a change of theme is a change of name and nothing has
 * to be redrawn in place; MapLibre asks for a picture when it first meets its name.
 */
export type HatchName = 'no-data' | 'surplus' | 'enclave' | 'diagonal' | 'land-asset' | 'unserved';

/** Name of a hatch in a theme. */
export function hatchImage(name: HatchName, theme: MapTheme): string {
  return `${theme.name}/hatch/${name}`;
}
/** What stands before the code in the names of zone hatches, for expressions. */
export function zoneImagePrefix(family: 'hazard' | 'land-use', theme: MapTheme): string {
  return `${theme.name}/zone/${family}-`;
}
/** What stands before the kind in the names of facility discs, for expressions. */
export function facilityImagePrefix(theme: MapTheme): string {
  return `${theme.name}/facility/`;
}
/** What stands before the stage in the names of project signs, for expressions. */
export function projectImagePrefix(theme: MapTheme): string {
  return `${theme.name}/project/`;
}
export function symbolImage(name: 'ict-site' | 'sample-ring' | 'permit', theme: MapTheme): string {
  return `${theme.name}/symbol/${name}`;
}

export interface ImageName {
  readonly theme: MapTheme;
  readonly type: string;
  readonly subject: string;
  readonly sample: boolean;
}

/** The parts of a name, or `null` when it is not one of ours. */
export function parseImageName(name: string): ImageName | null {
  const [themeName = '', type, subject, variant] = name.split('/');
  if (!Object.hasOwn(THEMES, themeName) || !type || !subject) return null;
  return { theme: THEMES[themeName as ThemeName], type, subject, sample: variant === 'sample' };
}
