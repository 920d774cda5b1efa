/** The outline: sections with their options and includes. Values appear only for options known to hold no secret. */
import type * as lsp from 'vscode-languageserver-types';
import { lookup, optionFile } from '../catalogue/lookup.ts';
import type { ConfKind } from '../catalogue/option.ts';
import { isContextName } from '../dialplan/sectionLines.ts';
import { entriesNamed } from '../model/entriesNamed.ts';
import {
  isReopened,
  isTemplate,
  linesOf,
  parentsOf,
  sectionsNamed,
  sectionsOf,
  type FileModel,
  type PlacedLine,
  type Section,
} from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { shownKey, shownName } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { dialplanOutline } from './dialplan/dialplanOutline.ts';

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
const NAMESPACE = 3;
const PACKAGE = 4;
const CLASS = 5;
const PROPERTY = 7;
const INTERFACE = 11;

/** Sections that are about the server, not about one thing on it. */
const settings: ReadonlySet<string> = new Set(['general', 'globals', 'authentication', 'global', 'system']);

/** Objects of pjsip.conf and confbridge.conf by their type: module, object, key, list, event, constant, operator. */
const byType: Readonly<Record<string, lsp.SymbolKind>> = {
  global: PACKAGE,
  system: PACKAGE,
  transport: 2,
  bridge: 2,
  auth: 20,
  aor: 18,
  menu: 18,
  registration: 24,
  acl: 14,
  identify: 25,
};

/** With more sections than this only the sections themselves are listed. */
const MAX_DETAILED_SECTIONS = 5000;
const MAX_DETAIL_LENGTH = 60;
/** Sections of one step. */
const STEP = 256;

/** The outline of the file in the order of its lines; empty for a file the snapshot does not hold. */
export function documentSymbol(workspace: Workspace, uri: string): readonly OutlineSymbol[] {
  const steps = documentSymbolSteps(workspace, uri);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of some sections each, for whoever lets others in between. */
export function* documentSymbolSteps(
  workspace: Workspace,
  uri: string,
): Generator<undefined, readonly OutlineSymbol[]> {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  const isDetailed = model.tree.sectionCount <= MAX_DETAILED_SECTIONS;
  const symbols: OutlineSymbol[] = [];
  const typeOf = typesIn(model, facts.kind);
  let count = 0;
  for (const { section, start } of sectionsOf(model)) {
    if (++count % STEP === 0) yield;
    const lines = isDetailed ? linesOf(section, model.tree.encoding) : [];
    const children = childrenOf(section, lines, start, facts);
    const { header } = section;
    if (header === undefined) symbols.push(...children);
    else {
      // The header line may be indented; its own start is where the section begins.
      const from = start + header.nameSpan.start - 1;
      const end = start + trimmedLength(section.table.text.slice(...tableSpan(section)), section.length);
      symbols.push({
        name: `[${shownName(header.name)}]`,
        detail: headerDetail(header, typeOf(section)),
        kind: kindOf(header, facts.kind, typeOf(section)),
        span: { start: from, end: Math.max(end, start + header.tailSpan.start) },
        selection: { start: from, end: start + Math.max(header.nameSpan.end, from - start + 1) },
        children,
      });
    }
  }
  return symbols;
}

/** Extensions in a context of the dialplan, else options; includes of files in both. */
function childrenOf(
  section: Section,
  lines: readonly PlacedLine[],
  start: number,
  { kind, sectionAtStart }: FileFacts,
): readonly OutlineSymbol[] {
  if (kind !== 'extensions.conf' || !isContextName(section.header?.name ?? sectionAtStart)) {
    return lines.flatMap((placed) => lineSymbol(placed, start, kind));
  }
  const files = lines.flatMap((placed) =>
    placed.line.kind === 'directive' ? lineSymbol(placed, start, kind) : [],
  );
  if (files.length === 0) return dialplanOutline(section, lines, start);
  return [...dialplanOutline(section, lines, start), ...files].sort((a, b) => a.span.start - b.span.start);
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

type Header = Parameters<typeof parentsOf>[0];

/** In files where several objects share a name, the type a section has, from its parents or its own line. */
function typesIn(model: FileModel, kind: ConfKind | undefined): (section: Section) => string | undefined {
  if (kind !== 'pjsip.conf' && kind !== 'confbridge.conf') return () => undefined;
  const { encoding } = model.tree;
  const types = new Set(optionFile(kind)?.options.flatMap((option) => option.in));
  const known = new Map<string, string | undefined>();
  const ownType = (section: Section): string | undefined => {
    const [own] = entriesNamed(section, encoding, (name) => foldCase(name) === 'type');
    return own?.line.value;
  };
  const typeOf = (section: Section, depth: number): string | undefined => {
    for (const parent of parentsOf(section.header)) {
      const type = typeOfName(parent, depth);
      if (type !== undefined) return type;
    }
    return ownType(section);
  };
  const typeOfName = (name: string, depth: number): string | undefined => {
    const key = foldCase(name);
    if (known.has(key) || depth > MAX_DEPTH) return known.get(key);
    known.set(key, undefined);
    const first = sectionsNamed(model, name)[0]?.section;
    const type = first === undefined ? undefined : typeOf(first, depth + 1);
    known.set(key, type);
    return type;
  };
  return (section) => {
    const type = typeOf(section, 0);
    // Anything may stand there while somebody types.
    return type !== undefined && types.has(type) ? type : undefined;
  };
}

/** Templates on templates that are followed. */
const MAX_DEPTH = 32;

function kindOf(
  header: NonNullable<Header>,
  kind: ConfKind | undefined,
  type: string | undefined,
): lsp.SymbolKind {
  if (isTemplate(header)) return INTERFACE;
  if (type !== undefined && Object.hasOwn(byType, type)) return byType[type] ?? CLASS;
  if (settings.has(foldCase(header.name))) return PACKAGE;
  return kind === 'extensions.conf' || kind === 'voicemail.conf' ? NAMESPACE : CLASS;
}

function headerDetail(header: Header, type: string | undefined): string {
  const words: string[] = type === undefined ? [] : [type];
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
