const NICE = [1, 2, 5];

/** A round ground distance whose bar is at most `widest` long, and how long that bar is (same unit as `widest`). */
export function scaleBarOf(
  metresPerUnit: number,
  widest: number,
): { readonly metres: number; readonly length: number } {
  const most = metresPerUnit * widest;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = Math.max(...NICE.map((step) => step * power).filter((step) => step <= most));
  return { metres, length: metres / metresPerUnit };
}
