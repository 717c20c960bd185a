/** Edit distance (Levenshtein, 1966) between two short words. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
};

/** The known word nearest to a mistyped one, or undefined when none is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const ranked = known
    .map((name) => ({ name, d: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.d - b.d || (a.name < b.name ? -1 : 1));
  const best = ranked.at(0);
  return best !== undefined && best.d <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
};

/** A remedy sentence for a mistyped word. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const guess = nearest(word, known);
  return guess === undefined ? `known: ${known.join(', ')}` : `did you mean ${guess}?`;
};
