/** A piece of a title, and whether something was found by it. */
export interface TitlePiece {
  readonly text: string;
  readonly isFound: boolean;
}

const letters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * A title in pieces, the words that candidates were found by marked. Compared without case and accents; words that do not stand
 * in the title as they are mark nothing.
 */
export function markedTitle(title: string, found: readonly string[]): TitlePiece[] {
  const marks = new Uint8Array(title.length);
  // Folding must keep places, or the marks would slip: a title where it does not is marked by its exact letters only.
  const folded = letters(title).length === title.length ? letters(title) : title;
  for (const words of found) {
    const sought = folded === title ? words : letters(words);
    if (sought.trim() === '') continue;
    for (let at = folded.indexOf(sought); at !== -1; at = folded.indexOf(sought, at + 1))
      marks.fill(1, at, at + sought.length);
  }
  const pieces: { text: string; isFound: boolean }[] = [];
  for (let at = 0; at < title.length; at++) {
    const isFound = marks[at] === 1;
    const last = pieces.at(-1);
    if (last?.isFound === isFound) last.text += title[at]!;
    else pieces.push({ text: title[at]!, isFound });
  }
  return pieces;
}
