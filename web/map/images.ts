import type { DrawnImage } from './canvas-image.ts';
import { drawPattern } from './patterns.ts';

/**
 * The picture of a name, or `null` for a name that is not ours. Icons are loaded with the first that is asked for: the
 * public map begins with dots.
 */
export async function drawImage(name: string): Promise<DrawnImage | null> {
  return drawPattern(name) ?? (await import('./icons.ts')).drawIcon(name);
}
