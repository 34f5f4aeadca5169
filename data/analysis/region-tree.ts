import { levelOf, parentOf, type RegionCode, type RegionLevel } from '#model/region';

/** The code of the region of a level that holds this one; the code itself when it is not smaller. */
export function ancestorAt(code: RegionCode, level: RegionLevel): RegionCode {
  let at: RegionCode = code;
  while (levelOf(at) !== level) {
    const parent = parentOf(at);
    if (parent === null) return at;
    at = parent;
  }
  return at;
}

/** Whether a code is the region itself or lies in it. */
export function isInside(code: RegionCode, region: RegionCode): boolean {
  return code === region || code.startsWith(`${region}.`);
}

/** Whether a code or one of those above it is in the set. */
export function isWithin(code: RegionCode, codes: ReadonlySet<RegionCode>): boolean {
  for (let at: RegionCode | null = code; at !== null; at = parentOf(at)) if (codes.has(at)) return true;
  return false;
}
