import type { FacilityGroup } from '../map/facility-symbols.ts';

/** The sign of a group as an SVG path around a point: shape tells the groups apart in grey, colour only helps. */
export function symbolPath(group: FacilityGroup, x: number, y: number, radius: number): string {
  const r = Number(radius.toFixed(2));
  switch (group) {
    case 'education':
      return `M${x - r} ${y}A${r} ${r} 0 1 0 ${x + r} ${y}A${r} ${r} 0 1 0 ${x - r} ${y}Z`;
    case 'health': {
      const arm = r * 0.42;
      return (
        `M${x - arm} ${y - r}H${x + arm}V${y - arm}H${x + r}V${y + arm}H${x + arm}V${y + r}` +
        `H${x - arm}V${y + arm}H${x - r}V${y - arm}H${x - arm}Z`
      );
    }
    case 'government':
      return `M${x - r * 0.85} ${y - r * 0.85}H${x + r * 0.85}V${y + r * 0.85}H${x - r * 0.85}Z`;
    case 'safety':
      return `M${x} ${y - r}L${x + r} ${y + r * 0.8}H${x - r}Z`;
    case 'trade':
      return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
    case 'community':
      return `M${x - r} ${y - r * 0.8}H${x + r}L${x} ${y + r}Z`;
  }
}
