/** Footnote marks in short: `1,3–5`. The numbers ascend. */
export function marksOf(notes: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const note of notes) {
    const last = runs.at(-1);
    if (last && note === last[1] + 1) last[1] = note;
    else runs.push([note, note]);
  }
  return runs
    .map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}–${to}`))
    .join(',');
}
