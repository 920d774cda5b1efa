/** Keeps what was last worked out, for several rules that ask about one section right after each other. */

/**
 * `make` with a memory of one argument. A map of all would have to be cleared of many thousand sections again, at the
 * first check of a file.
 */
export function forLast<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
