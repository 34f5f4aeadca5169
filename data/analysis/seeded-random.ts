/**
 * Reproducible numbers from 0 to below 1 (mulberry32 by T. Ettinger, public domain): the same seed and stream, the same numbers.
 * Each source of chance draws from a stream of its own, so that switching one on or off leaves the others as they were.
 */
export function seededRandom(seed: number, stream = 0): () => number {
  // Streams of neighbouring numbers start far apart (golden-ratio step, then the finaliser of murmur3).
  let state = (seed + Math.imul(stream + 1, 0x9e3779b1)) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  state ^= state >>> 16;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
