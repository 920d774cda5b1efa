/**
 * Gives the lines of a context the numbers Asterisk gives them.
 * Source: pbx/pbx_config.c, `pbx_load_config`; measured facts of Asterisk 16 to 22.
 */
import type { ExtensionLine, Part } from './extension.ts';

/** What is known before the first line: `start` of a context, or something that other lines decided. */
export type Before = 'start' | 'unknown';

/** A line with its place among the others. */
export interface NumberedLine {
  readonly line: ExtensionLine;
  /** Which of the given lines it is. */
  readonly index: number;
  /** As written, without caller ID; absent where nobody can tell. */
  readonly extension?: string;
  /** What follows the `/`, where something does. */
  readonly callerId?: string;
  /** Absent for hints and where nobody can tell. */
  readonly priority?: number;
  readonly label?: string;
  readonly isHint: boolean;
  /** Why Asterisk skips the line. */
  readonly skipped?: Skip;
}

export type Skip =
  /** `same` without an extension before it in the context. */
  | 'same-first'
  /** `n` as the first of a context. */
  | 'next-first'
  /** `n` behind a hint: the count is 0, and the line is dropped without a message. */
  | 'next-after-hint'
  /** Neither a number from 1 nor a word Asterisk knows. */
  | 'invalid'
  /** The `)` of the label is missing. */
  | 'label-open';

/** Text that is filled in while Asterisk loads or by another program, so nobody knows what it will be. */
const OPEN = /\$\{|\$\[|\{\{|\{%|<%|@[A-Z_]+@/;

/** `undefined` among `lines` stands for something that may hold lines of its own, such as an include. */
export function numbered(lines: readonly (ExtensionLine | undefined)[], before: Before): NumberedLine[] {
  const result: NumberedLine[] = [];
  /** `undefined` where nobody can tell, `none` at the start. */
  let extension: { readonly text: string; readonly callerId?: string } | 'none' | undefined =
    before === 'start' ? 'none' : undefined;
  let last: number | 'none' | 'hint' | undefined = before === 'start' ? 'none' : undefined;
  const labels = new Map<string, number>();
  lines.forEach((line, index) => {
    if (line === undefined) {
      extension = undefined;
      last = undefined;
      return;
    }
    if (line.word === 'exten') extension = headOf(line.extension, line.callerId);
    const known: { readonly text: string; readonly callerId?: string } | undefined =
      extension === 'none' ? undefined : extension;
    const base = {
      line,
      index,
      ...(known === undefined ? {} : { extension: known.text }),
      ...(known?.callerId === undefined ? {} : { callerId: known.callerId }),
    };
    const skip = (skipped: Skip): void => {
      result.push({ ...base, isHint: false, skipped });
    };
    if (line.word === 'same' && extension === 'none') {
      skip('same-first');
      return;
    }
    if (!line.isLabelClosed) {
      skip('label-open');
      return;
    }
    const word = line.priority.text.trim();
    if (word === 'hint') {
      last = 'hint';
      result.push({ ...base, isHint: true });
      return;
    }
    const number = numberOf(word, last, (label) => labels.get(labelKey(known?.text, label)));
    if (typeof number === 'string') {
      skip(number);
      return;
    }
    const offset = line.offset === undefined ? 0 : Number.parseInt(line.offset.text, 10) || 0;
    last = number === undefined ? undefined : number + offset;
    const label = line.label?.text;
    if (label !== undefined && label !== '' && last !== undefined) {
      labels.set(labelKey(known?.text, label), last);
    }
    result.push({
      ...base,
      isHint: false,
      ...(last === undefined ? {} : { priority: last }),
      ...(label === undefined || label === '' ? {} : { label }),
    });
  });
  return result;
}

/** The text of the extension; `undefined` where it is only known while Asterisk loads. */
function headOf(
  extension: Part | undefined,
  callerId: Part | undefined,
): { readonly text: string; readonly callerId?: string } | undefined {
  const text = extension?.text ?? '';
  if (OPEN.test(text) || OPEN.test(callerId?.text ?? '')) return undefined;
  return { text: text.trim(), ...(callerId === undefined ? {} : { callerId: callerId.text.trim() }) };
}

function numberOf(
  word: string,
  last: number | 'none' | 'hint' | undefined,
  labelled: (label: string) => number | undefined,
): number | Skip | undefined {
  if (OPEN.test(word)) return undefined;
  if (word === 'n' || word === 'next' || word === 's' || word === 'same') {
    const step = word.startsWith('n') ? 1 : 0;
    if (last === 'none') return 'next-first';
    if (last === 'hint') return step === 1 ? 'next-after-hint' : undefined;
    return last === undefined ? undefined : last + step;
  }
  const digits = /^\s*[+-]?\d{1,10}/.exec(word);
  if (digits !== null) {
    const number = Number(digits[0]);
    return number < 1 ? 'invalid' : number;
  }
  // Where lines before are not known, so are their labels.
  return labelled(word) ?? (last === undefined ? undefined : 'invalid');
}

function labelKey(extension: string | undefined, label: string): string {
  return `${extension ?? ''}\n${label}`;
}
