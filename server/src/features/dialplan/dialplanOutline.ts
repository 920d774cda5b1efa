/** The outline of a dialplan context: its extensions with their lines. Shows no arguments, which may hold secrets. */
import { contextLines, type ContextLine } from '../../dialplan/sectionLines.ts';
import { entriesOf, type PlacedLine, type Section } from '../../model/fileModel.ts';
import { shift, type Span } from '../../text/span.ts';
import type { OutlineSymbol } from '../documentSymbol.ts';

/** Numbers of the protocol's SymbolKind. */
const MODULE = 2;
const FIELD = 8;
const FUNCTION = 12;
const EVENT = 24;

/** Entries of a context, places counted from the start of the file, where `base` is that of the section. */
export function dialplanOutline(
  section: Section,
  lines: readonly PlacedLine[],
  base: number,
): readonly OutlineSymbol[] {
  const symbols: OutlineSymbol[] = [];
  let group: ContextLine[] = [];
  const close = (): void => {
    const symbol = extensionSymbol(group, base);
    if (symbol !== undefined) symbols.push(symbol);
    group = [];
  };
  for (const one of contextLines(section, entriesOf(lines))) {
    const { line } = one;
    if (line?.kind === 'extension') {
      if (line.word === 'exten' && nameOf(group[0]) !== nameOf(one)) close();
      group.push(one);
    } else {
      close();
      const symbol = statementSymbol(one, base);
      if (symbol !== undefined) symbols.push(symbol);
    }
  }
  close();
  return symbols;
}

function nameOf(one: ContextLine | undefined): string | undefined {
  if (one?.line?.kind !== 'extension' || one.line.extension === undefined) return undefined;
  const { extension, callerId } = one.line;
  const text = extension.text.trim();
  return callerId === undefined ? text : `${text}/${callerId.text.trim()}`;
}

function extensionSymbol(group: readonly ContextLine[], base: number): OutlineSymbol | undefined {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const children = group.flatMap((one) => stepSymbol(one, base));
  const span = { start: placeOf(first, base).start, end: placeOf(last, base).end };
  const name = nameOf(first) ?? 'same';
  return {
    // A half-typed line can make an extension of anything.
    name: /^[\w*#+.!/[\]{}$-]{1,80}$/.test(name) ? name : 'exten',
    detail: children.length === 1 ? (children[0]?.detail ?? '') : '',
    kind: FUNCTION,
    span,
    selection: keyOf(first, base),
    children: children.length > 1 ? children : [],
  };
}

function stepSymbol(one: ContextLine, base: number): readonly OutlineSymbol[] {
  const { line } = one;
  if (line?.kind !== 'extension') return [];
  const isHint = line.priority.text === 'hint';
  const label = line.label?.text ?? '';
  const word = /^\w{1,40}$/.test(line.priority.text) ? line.priority.text : 'line';
  const application = line.application?.name.text ?? '';
  return [
    {
      name: /^[\w-]{1,40}$/.test(label) ? `${word} (${label})` : word,
      // What is no plain name may be a dial string with a login.
      detail: /^\w{1,40}$/.test(application) ? application : '',
      kind: isHint ? EVENT : FIELD,
      span: placeOf(one, base),
      selection: keyOf(one, base),
      children: [],
    },
  ];
}

function statementSymbol(one: ContextLine, base: number): OutlineSymbol | undefined {
  const { entry, line } = one;
  if (line?.kind !== 'statement') return undefined;
  const [first] = line.fields;
  const isShown = line.word === 'include' || line.word === 'ignorepat';
  return {
    name: line.word,
    // The others may hold a login: `switch => IAX2/user:secret@host`.
    detail: isShown && /^[\w.-]{1,80}$/.test(first?.text ?? '') ? (first?.text ?? '') : '',
    kind: MODULE,
    span: placeOf({ entry }, base),
    selection: keyOf({ entry }, base),
    children: [],
  };
}

function placeOf({ entry }: Pick<ContextLine, 'entry'>, base: number): Span {
  const { keySpan, operatorSpan, valueSpan } = entry.line;
  const end = Math.max(operatorSpan.end, valueSpan.end);
  return shift({ start: keySpan.start, end }, base + entry.start);
}

function keyOf({ entry }: Pick<ContextLine, 'entry'>, base: number): Span {
  return shift(entry.line.keySpan, base + entry.start);
}
