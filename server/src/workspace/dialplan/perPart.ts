/** Answers about single parts of contexts, kept while neither the part nor what any context defines has changed. */
import { shift, type Span } from '../../text/span.ts';
import { factsOf, type Workspace } from '../workspace.ts';
import { contextParts, type ContextPart } from './contextPart.ts';
import { dialplanIndexOf, type DialplanIndex } from './dialplanIndex.ts';

/** Something found in a part; the stretch counts from the start of the section, for who asks from that of the file. */
export interface FoundInPart {
  readonly span: Span;
}

/**
 * Makes a reader of what `find` says about each part of a file, in the order of the text. `find` may depend on the part
 * and the index only. Make one at module level.
 */
export function perPart<T extends FoundInPart>(
  find: (part: ContextPart, index: DialplanIndex) => readonly T[],
): (workspace: Workspace, uri: string) => readonly T[] {
  const kept = new WeakMap<ContextPart, { readonly index: DialplanIndex; readonly found: readonly T[] }>();
  return (workspace, uri) => {
    const model = workspace.files.get(uri);
    if (model === undefined) return [];
    const parts = contextParts(model, factsOf(workspace, uri));
    if (parts.length === 0) return [];
    const index = dialplanIndexOf(workspace, uri);
    const result: T[] = [];
    for (const { placed, value } of parts) {
      let known = kept.get(value);
      if (known?.index !== index) kept.set(value, (known = { index, found: find(value, index) }));
      for (const one of known.found) result.push({ ...one, span: shift(one.span, placed.start) });
    }
    return result;
  };
}
