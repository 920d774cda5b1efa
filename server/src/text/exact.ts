/** Lists that are kept for long. */

const nothing: readonly never[] = [];

/** The same elements without the room that V8 keeps in a list that grew, 17 places at least. */
export function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice();
}
