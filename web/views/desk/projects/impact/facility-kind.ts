import { FacilityKind } from '#model/facility';

/** Small letters and numbers with one space between words; what stands in brackets is left out. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * The kind of facility that the name of a project speaks of, to begin a choice with; null when it names none. The longest word
 * that fits wins (`puskesmas pembantu` before `puskesmas`); state schools carry an `n` (SDN, SMPN).
 * @param wordOf the Indonesian word of a kind.
 */
export function facilityKindOf(name: string, wordOf: (kind: FacilityKind) => string): FacilityKind | null {
  const text = ` ${plain(name)} `;
  const words = FacilityKind.options
    .map((kind) => ({ kind, word: plain(wordOf(kind)) }))
    .sort((a, b) => b.word.length - a.word.length);
  return words.find(({ word }) => text.includes(` ${word} `) || text.includes(` ${word}n `))?.kind ?? null;
}
