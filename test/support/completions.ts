/** One way into completion for all tests: a text with the caret as `<|>`, and words that say what has to be offered. */
import { expect } from 'vitest';
import { completion } from '../../server/src/features/completion/completion.ts';
import type { CompletionOptions } from '../../server/src/features/completion/context.ts';
import type { CompletionEntry, Completions } from '../../server/src/features/completion/entry.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from './lintText.ts';

/** The answer at the caret of `source`; a line `;- other.conf` starts the next file. */
export function completedAt(
  name: string,
  source: string,
  options: CompletionOptions = { version: 20 },
): Completions {
  const { files, offset } = filesWithCaret(name, source);
  return completion(workspaceOf(files), FOLDER + name, offset, options);
}

/** The text of the file after the entry called `label` was taken; the caret's place is `<|>` where no tab stop says else. */
export function accepted(name: string, source: string, label: string, options?: CompletionOptions): string {
  const { files } = filesWithCaret(name, source);
  const entry = entryAt(name, source, label, options);
  return applyEdits(files[name] ?? '', [{ span: entry.span, newText: entry.newText }]);
}

export function entryAt(
  name: string,
  source: string,
  label: string,
  options?: CompletionOptions,
): CompletionEntry {
  const entry = completedAt(name, source, options).entries.find((one) => one.label === label);
  if (entry === undefined) throw new Error(`${label} is not offered`);
  return entry;
}

function filesWithCaret(
  name: string,
  source: string,
): { readonly files: Readonly<Record<string, string>>; readonly offset: number } {
  const [own = '', ...others] = source.split(/^;- /m);
  const offset = own.indexOf('<|>');
  if (offset < 0) throw new Error('no caret');
  const files: Record<string, string> = { [name]: own.replace('<|>', '') };
  for (const other of others) {
    const end = other.indexOf('\n');
    files[other.slice(0, end)] = other.slice(end + 1);
  }
  return { files, offset };
}

/**
 * Checks what is offered. `a b` have to be there, `-c` must not, `^d` has to be first, `~e` has to be struck through,
 * and `= a b` means exactly these in this order, so that `=` alone means nothing.
 */
export function expectOffers(
  name: string,
  source: string,
  wanted: string,
  options?: CompletionOptions,
): void {
  const { entries } = completedAt(name, source, options);
  const labels = entries.map(({ label }) => label);
  expect(labels.length, 'no label twice').toBe(new Set(labels).size);
  const words = wanted.split(' ').filter((word) => word !== '');
  if (words[0] === '=') {
    expect(labels).toEqual(words.slice(1));
    return;
  }
  for (const word of words) {
    if (word.startsWith('-') && word.length > 1) expect(labels).not.toContain(word.slice(1));
    else if (word.startsWith('^')) expect(labels[0]).toBe(word.slice(1));
    else if (word.startsWith('~')) {
      expect(entries.find(({ label }) => label === word.slice(1))?.isDeprecated).toBe(true);
    } else expect(labels).toContain(word);
  }
}
