/** Prints a loaded configuration for programs, and what Asterisk would log while loading it for people. */
import type { ConfKind } from '../../catalogue/option.ts';
import type { LoadMessage, LoadResult } from '../../workspace/load.ts';
import { maskedMessages, maskedValues } from '../../workspace/masked.ts';
import { printableJson } from '../../text/printable.ts';

/** One object `{ok, reason?, categories?, messages}`, on lines of its own. Names are only ever added to this shape. */
export function loadedJson(result: LoadResult, kind: ConfKind | undefined, isRevealed: boolean): string {
  const { ok, reason, messages } = result;
  const shown = {
    ok,
    ...(reason === undefined ? {} : { reason }),
    ...(ok ? { categories: result.categories.map((one) => categoryShape(one, kind, isRevealed)) } : {}),
    messages: isRevealed ? messages : maskedMessages(messages),
  };
  // Line by line, since the line feeds between them are to stay.
  const lines = JSON.stringify(shown, undefined, 2).split('\n');
  return `${lines.map(printableJson).join('\n')}\n`;
}

function categoryShape(
  category: LoadResult['categories'][number],
  kind: ConfKind | undefined,
  isRevealed: boolean,
): object {
  const { name, isTemplate, inherits, variables } = category;
  const values = isRevealed ? variables.map(({ value }) => value) : maskedValues(kind, category);
  return {
    name,
    ...(isTemplate ? { template: true } : {}),
    ...(inherits.length > 0 ? { inherits } : {}),
    variables: variables.map((variable, i) => [variable.name, values[i] ?? '']),
  };
}

/** What happened in plain words, by the message's summary. */
const sentences: Readonly<Record<string, string>> = {
  'unclosed-header': 'the "]" is missing, so the file is refused',
  'unclosed-options': 'the ")" is missing, so the file is refused',
  'missing-template': 'there is no earlier section of this name, so the file is refused',
  'reopen-missing-section': 'there is no earlier section to continue, so the file is refused',
  'no-section': 'an option before any section, so the file is refused',
  'invalid-escape': 'a backslash with nothing to protect, so the file is refused',
  'include-not-found': 'the file to include is not there, so the file that asks for it is refused',
  'missing-equals': 'no "=", so the line is skipped',
  'empty-name': 'nothing before the "=", so the line is skipped',
  'unknown-directive': 'no directive of Asterisk, so the line is skipped',
  'directive-without-argument': 'nothing follows the directive, so the line is skipped',
  'exec-disabled': 'programs may not be run from conf files, so the #exec line is skipped',
  'exec-no-output': 'the #exec line was not run here and adds nothing',
  'line-too-long': 'more than 8190 bytes, so the line is skipped',
  'include-depth-exceeded': 'includes are nested too deep',
  'not-a-regular-file': 'this is no regular file and is not included',
  'duplicate-include': 'included before and included again',
  'unterminated-comment': 'a block comment that nothing ends, so the rest is ignored',
  'invalid-filter-regex': 'a regular expression that is not valid, so nothing fits it',
};

/** One line for people: place, level, sentence and the name concerned. */
export function messageText({ level, file, line, summary, name }: LoadMessage): string {
  const place = [file, line].filter((part) => part !== undefined && part !== '').join(':');
  const concerned = name === undefined ? '' : ` (${name})`;
  return `${place === '' ? '' : `${place}: `}${level}: ${sentences[summary] ?? summary}${concerned}`;
}
