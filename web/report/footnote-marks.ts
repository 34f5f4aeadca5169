/** Footnote marks in short: `(1,3–5)`; in brackets, so that behind `km²` none reads as its square. The numbers ascend. */
export function marksOf(notes: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const note of notes) {
    const last = runs.at(-1);
    if (last && note === last[1] + 1) last[1] = note;
    else runs.push([note, note]);
  }
  const written = runs
    .map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}–${to}`))
    .join(',');
  return `(${written})`;
}
