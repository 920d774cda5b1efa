/** The outline: sections with their options and includes. Values appear only for options known to hold no secret. */
import type * as lsp from 'vscode-languageserver-types';
import { lookup } from '../catalogue/lookup.ts';
import type { ConfKind } from '../catalogue/option.ts';
import {
  isReopened,
  isTemplate,
  linesOf,
  parentsOf,
  sectionsOf,
  type PlacedLine,
} from '../model/fileModel.ts';
import { shownKey, shownName } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** One entry of the outline; places count from the start of the file. */
export interface OutlineSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: lsp.SymbolKind;
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly OutlineSymbol[];
}

/** Numbers of the protocol's SymbolKind; the package itself is a type-only import here. */
const FILE = 1;
const CLASS = 5;
const PROPERTY = 7;
const INTERFACE = 11;

/** With more sections than this only the sections themselves are listed. */
const MAX_DETAILED_SECTIONS = 5000;
const MAX_DETAIL_LENGTH = 60;

/** The outline of the file in the order of its lines; empty for a file the snapshot does not hold. */
export function documentSymbol(workspace: Workspace, uri: string): readonly OutlineSymbol[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  const isDetailed = model.tree.sectionCount <= MAX_DETAILED_SECTIONS;
  const symbols: OutlineSymbol[] = [];
  for (const { section, start } of sectionsOf(model)) {
    const lines = isDetailed ? linesOf(section, model.tree.encoding) : [];
    const children = lines.flatMap((placed) => lineSymbol(placed, start, facts.kind));
    const { header } = section;
    if (header === undefined) symbols.push(...children);
    else {
      // The header line may be indented; its own start is where the section begins.
      const from = start + header.nameSpan.start - 1;
      const end = start + trimmedLength(section.table.text.slice(...tableSpan(section)), section.length);
      symbols.push({
        name: `[${shownName(header.name)}]`,
        detail: headerDetail(header),
        kind: isTemplate(header) ? INTERFACE : CLASS,
        span: { start: from, end: Math.max(end, start + header.tailSpan.start) },
        selection: { start: from, end: start + Math.max(header.nameSpan.end, from - start + 1) },
        children,
      });
    }
  }
  return symbols;
}

function tableSpan(section: {
  readonly table: { readonly starts: Uint32Array };
  readonly first: number;
  readonly length: number;
}): [number, number] {
  const start = section.table.starts[section.first] ?? 0;
  return [start, start + section.length];
}

/** Length without the blank lines at the end. */
function trimmedLength(text: string, length: number): number {
  let end = length;
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end--;
  return end;
}

function headerDetail(header: Parameters<typeof parentsOf>[0]): string {
  const words: string[] = [];
  if (isTemplate(header)) words.push('template');
  if (isReopened(header)) words.push('continued');
  const parents = parentsOf(header).filter((name) => name !== '');
  if (parents.length > 0) words.push(`from ${parents.join(', ')}`);
  return words.join(', ');
}

function lineSymbol(placed: PlacedLine, base: number, kind: ConfKind | undefined): readonly OutlineSymbol[] {
  const { line, start } = placed;
  const at = base + start;
  if (line.kind === 'directive' && line.directive !== 'unknown' && line.argument !== undefined) {
    const span = { start: at + line.wordSpan.start, end: at + line.argumentSpan.end };
    const detail = line.directive === 'exec' ? '' : shownName(line.argument);
    return [{ name: `#${line.directive}`, detail, kind: FILE, span, selection: span, children: [] }];
  }
  if (line.kind !== 'entry' || line.problem !== undefined) return [];
  const span = {
    start: at + line.keySpan.start,
    end: at + Math.max(line.operatorSpan.end, line.valueSpan.end),
  };
  const selection = { start: at + line.keySpan.start, end: at + line.keySpan.end };
  return [
    {
      name: shownKey(line.key),
      detail: shownValue(line, kind),
      kind: PROPERTY,
      span,
      selection,
      children: [],
    },
  ];
}

/** The value, where the catalogue knows the option and it can hold no credential. */
function shownValue(
  line: { readonly key: string; readonly value: string },
  kind: ConfKind | undefined,
): string {
  const option = kind === undefined ? undefined : lookup(kind, undefined, line.key);
  if (option === undefined || option.sensitive === true) return '';
  if (option.value.kind === 'secret' || option.value.kind === 'register' || option.value.kind === 'text') {
    return '';
  }
  // Behind a lone carriage return an editor shows another line, which may be about anything.
  const end = line.value.search(/\p{Cc}/u);
  const value = end < 0 ? line.value : line.value.slice(0, end);
  return value.length > MAX_DETAIL_LENGTH ? `${value.slice(0, MAX_DETAIL_LENGTH)}…` : value;
}
