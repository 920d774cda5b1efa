/** What mixed letter case adds to a word a guesser knows. */

/**
 * Bits for the letter case of `text`: none for all lower, one for the usual habits (first, last or every letter a
 * capital), else the number of ways to place that many capitals.
 */
export function letterCaseBits(text: string): number {
  const letters = text.replace(/[^A-Z]/gi, '');
  const capitals = letters.replace(/[^A-Z]/g, '').length;
  if (capitals === 0) return 0;
  if (capitals === letters.length || /^[A-Z][a-z]*$|^[a-z]*[A-Z]$/.test(letters)) return 1;
  const rarer = Math.min(capitals, letters.length - capitals);
  let ways = 0;
  let placed = 1;
  for (let k = 1; k <= rarer; k++) {
    placed = (placed * (letters.length - k + 1)) / k;
    ways += placed;
  }
  return 1 + Math.log2(ways);
}
