/** A step of the curve: shares 0-1 of people and of what they have, counted up from those with the least; its region. */
export interface CurvePoint {
  readonly people: number;
  readonly amount: number;
  readonly code: string | null;
}
/** A part of the people, from those with the least to those with the most, in percent. */
export interface CurvePart {
  readonly from: number;
  readonly to: number;
}

/** Regions whose people stand in a part of the curve, by the middle of their step: each is in one of two parts that meet. */
export function regionsOfPart(curve: readonly CurvePoint[], { from, to }: CurvePart): Set<string> {
  const codes = new Set<string>();
  curve.forEach(({ people, code }, at) => {
    if (code === null) return;
    const middle = ((curve[at - 1]?.people ?? 0) + people) * 50;
    if (middle >= from && (middle < to || to >= 100)) codes.add(code);
  });
  return codes;
}

/** The curve's height (0-1) at a share of people (0-1), on straight lines between its points; null without a curve. */
export function amountAt(curve: readonly CurvePoint[], people: number): number | null {
  const at = curve.findIndex((point) => point.people >= people);
  const [before, point] = [curve[at - 1], curve[at]];
  if (!point) return curve.at(-1)?.amount ?? null;
  if (!before || point.people === before.people) return point.amount;
  return before.amount + ((people - before.people) / (point.people - before.people)) * (point.amount - before.amount);
}

/** The share (0-1) of people who have nothing at all: among them nobody is below another. */
export function tiedShare(curve: readonly CurvePoint[]): number {
  return curve.reduce((most, { people, amount }) => (amount === 0 ? Math.max(most, people) : most), 0);
}
