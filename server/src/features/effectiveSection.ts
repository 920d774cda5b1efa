/** The section around a line as Asterisk ends up with it, as text for a read-only document. Never holds a secret. */
import { sectionAt } from '../model/fileModel.ts';
import { normalise } from '../text/uri.ts';
import {
  categoriesNamed,
  categoryOfHeader,
  loadedRoot,
  type LoadedRoot,
  type ReadingVersion,
} from '../workspace/effective.ts';
import { effectiveText } from '../workspace/effectiveText.ts';
import type { LoadedCategory } from '../workspace/load.ts';
import { asksOffLimits, factsOf, type Workspace } from '../workspace/workspace.ts';

/** A section as text; the name is absent where the line stands before any section. */
export interface SectionText {
  readonly name?: string;
  /** One or more lines, each ending in a line feed. */
  readonly text: string;
}

/** The section that holds `offset`; `undefined` for a file that is not in the snapshot. */
export function effectiveSection(
  workspace: Workspace,
  uri: string,
  offset: number,
  version: ReadingVersion,
): SectionText | undefined {
  const model = workspace.files.get(normalise(uri));
  if (model === undefined) return undefined;
  const facts = factsOf(workspace, uri);
  const placed = sectionAt(model, offset);
  const name = placed?.section.header?.name ?? facts.sectionAtStart;
  if (name === undefined) return { text: '; This line stands before the first section.\n' };
  const loaded = loadedRoot(workspace, uri, version);
  if (!loaded.result.ok) {
    const why = asksOffLimits(workspace, uri)
      ? '; It is not known here: an include leads outside of the open folders, which is not read before you trust them.'
      : '; Asterisk refuses this file, so nothing of it is in force.';
    return { name, text: `${why}\n` };
  }
  const category = placed && categoryOfHeader(loaded, uri, placed.line);
  const categories = category === undefined ? named(loaded, name) : [category];
  if (categories.length === 0) return { name, text: '; Asterisk does not read this section.\n' };
  return {
    name,
    text: effectiveText(loaded, categories, { kind: facts.kind, isRevealed: false, escape: visible }),
  };
}

function named(loaded: LoadedRoot, name: string): readonly LoadedCategory[] {
  return categoriesNamed(loaded, name).slice(0, 1);
}

/** Control characters as the signs that stand for them, so that no editor takes one for a line end. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}
