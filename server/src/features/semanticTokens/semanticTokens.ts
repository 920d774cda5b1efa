/**
 * What each word of a file is, for colouring it. Read chunk by chunk and kept until the chunk, the type of one of its
 * sections or a name it uses changes, so that an edit costs the chunk it is in.
 */
import { entriesOf, type FileModel, type PlacedLine } from '../../model/fileModel.ts';
import { inheritedTypes, type SectionType } from '../../rules/support/sectionTypes.ts';
import { chunkOfSectionAt, lineAt, lineText, type Chunk, type LineTable } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import type { SymbolKind } from '../../workspace/symbols.ts';
import { versionOf } from '../../workspace/version.ts';
import { serverIndexOf, type ServerIndex } from '../../workspace/symbols/serverIndex.ts';
import { concerns, hasDefinition } from '../../workspace/symbols/unresolved.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import { tokenModifiers, tokenTypes, type Token } from './legend.ts';
import { lineTokens } from './lineTokens.ts';

/** Five numbers a token: line from the start of the chunk, character, length, type and modifiers as the legend counts. */
export type ChunkTokens = Uint32Array;

/** The tokens of a file; the same numbers object for a chunk in which nothing changed. */
export interface TokenSheet {
  readonly chunks: readonly ChunkTokens[];
  /** Number of the first line of each chunk. */
  readonly lineBases: Uint32Array;
}

/** Nothing to colour. */
export const noTokens: TokenSheet = { chunks: [], lineBases: new Uint32Array(1) };

/** Lines from 0, both included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

const ALL: LineRange = { from: 0, to: Infinity };

/** All steps of {@link semanticTokenSteps} in one go. */
export function semanticTokens(
  workspace: Workspace,
  uri: string,
  chosen: 'auto' | number = 'auto',
  lines: LineRange = ALL,
): TokenSheet {
  const steps = semanticTokenSteps(workspace, uri, chosen, lines);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The tokens of the file, or of the chunks that hold some lines; the others are left empty. Nothing for a file whose
 * lines an editor counts otherwise. Pauses after each chunk that had to be read.
 *
 * @param chosen the version of Asterisk the user chose
 */
export function* semanticTokenSteps(
  workspace: Workspace,
  uri: string,
  chosen: 'auto' | number,
  lines: LineRange = ALL,
): Generator<undefined, TokenSheet> {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || model.tree.isIrregular) return noTokens;
  const { lineBases } = model.tree;
  const reader = new Reader(workspace, facts.uri, model, chosen);
  const chunks: ChunkTokens[] = [];
  for (const [i, chunk] of model.tree.chunks.entries()) {
    const isWanted = (lineBases[i] ?? 0) <= lines.to && (lineBases[i + 1] ?? 0) > lines.from;
    const { reads } = reader;
    chunks.push(isWanted ? reader.read(chunk, i) : NONE);
    if (reader.reads > reads) yield;
  }
  return { chunks, lineBases };
}

const NONE: ChunkTokens = new Uint32Array();

interface Kept {
  readonly key: string;
  readonly types: readonly SectionType[];
  readonly index: ServerIndex;
  readonly indexVersion: number;
  readonly tokens: ChunkTokens;
}

const keptByChunk = new WeakMap<Chunk, Kept>();

class Reader {
  /** Chunks read afresh. */
  reads = 0;
  readonly #model: FileModel;
  readonly #facts: ReturnType<typeof factsOf>;
  readonly #version: ReturnType<typeof versionOf>;
  readonly #index: ServerIndex;
  readonly #typesOf: ReturnType<typeof inheritedTypes>;
  readonly #key: string;
  readonly #changes = new Map<number, ReadonlySet<string> | undefined>();

  constructor(workspace: Workspace, uri: string, model: FileModel, chosen: 'auto' | number) {
    this.#model = model;
    this.#facts = factsOf(workspace, uri);
    this.#version = versionOf(workspace, uri, chosen);
    this.#index = serverIndexOf(workspace, uri);
    this.#typesOf = inheritedTypes(workspace, this.#facts, model);
    const { kind = '', isCertain, sectionAtStart = '', generator = '' } = this.#facts;
    const { number, from } = this.#version;
    this.#key = [kind, isCertain, generator, sectionAtStart, number, from].join('\n');
  }

  read(chunk: Chunk, at: number): ChunkTokens {
    const { tree } = this.#model;
    const start = chunkOfSectionAt(tree, tree.offsetBases[at] ?? 0);
    // A chunk without a header goes on with the last section of an earlier one.
    const first = tree.chunks[start];
    const before = start === at ? undefined : first?.sections.at(-1);
    const sections = before === undefined ? chunk.sections : [before];
    const own = before === undefined || first === undefined ? undefined : this.#lastType(first);
    const key = before === undefined ? this.#key : `${this.#key}\n${before.header?.name ?? ''}\n${own ?? ''}`;
    const types = sections.map((section) => this.#typesOf(section));
    const kept = keptByChunk.get(chunk);
    if (kept?.key === key && isSameList(kept.types, types) && this.#isCurrent(kept, start)) {
      if (kept.indexVersion !== this.#index.version) {
        keptByChunk.set(chunk, { ...kept, indexVersion: this.#index.version });
      }
      return kept.tokens;
    }
    this.reads++;
    const tokens = this.#fresh(chunk, sections, types, before === undefined ? undefined : { type: own });
    keptByChunk.set(chunk, { key, types, index: this.#index, indexVersion: this.#index.version, tokens });
    return tokens;
  }

  /** Whether no name that the chunk uses was defined or lost since. */
  #isCurrent({ index, indexVersion }: Kept, start: number): boolean {
    if (index !== this.#index) return false;
    if (indexVersion === index.version) return true;
    if (!this.#changes.has(indexVersion)) this.#changes.set(indexVersion, index.changedSince(indexVersion));
    const symbols = index.files.get(this.#facts.uri)?.chunks[start];
    return symbols !== undefined && !concerns(symbols, this.#changes.get(indexVersion));
  }

  /** The `type` of the last section of a chunk, looked for in that chunk only: nobody writes it further down. */
  #lastType(chunk: Chunk): string | undefined {
    const known = lastTypes.get(chunk.table);
    if (known !== undefined) return known.type;
    const from = chunk.heads.at(-1) ?? 0;
    const type = typeIn(this.#lines(chunk, from, chunk.lineCount));
    lastTypes.set(chunk.table, { type });
    return type;
  }

  /** @param above for a chunk without a header: what its section has as type so far */
  #fresh(
    chunk: Chunk,
    sections: Chunk['sections'],
    types: readonly SectionType[],
    above: { readonly type: string | undefined } | undefined,
  ): ChunkTokens {
    const numbers: number[] = [];
    const { heads, lineCount } = chunk;
    // Where the lines of each section begin.
    const firsts: number[] = above !== undefined || heads.length === 0 || heads[0] !== 0 ? [0] : [];
    for (let i = 1; i < heads.length; i += 2) firsts.push(heads[i] ?? 0);
    sections.forEach((section, i) => {
      const lines = this.#lines(chunk, firsts[i] ?? lineCount, firsts[i + 1] ?? lineCount);
      const name = section.header === undefined ? this.#facts.sectionAtStart : section.header.name;
      const inherited = types[i];
      const own = inherited?.kind === 'none' ? (above?.type ?? typeIn(lines)) : undefined;
      const reading = {
        facts: this.#facts,
        version: this.#version,
        name,
        type: inherited?.kind === 'given' ? inherited.value : own,
        isDefined: (kind: SymbolKind, wanted: string) => hasDefinition(this.#index, kind, wanted),
      };
      encodeLines(lines, lineTokens(reading, lines), numbers);
    });
    return Uint32Array.from(numbers);
  }

  #lines(chunk: Chunk, from: number, to: number): readonly PlacedLine[] {
    const { encoding } = this.#model.tree;
    const { table } = chunk;
    const lines: PlacedLine[] = [];
    for (let i = from; i < to; i++) {
      const start = table.starts[i] ?? 0;
      lines.push({ line: lineAt(table, i, encoding), start, number: i, text: lineText(table, i) });
    }
    return lines;
  }
}

const lastTypes = new WeakMap<LineTable, { readonly type: string | undefined }>();

function typeIn(lines: readonly PlacedLine[]): string | undefined {
  return entriesOf(lines).find(({ line }) => foldCase(line.key) === 'type')?.line.value;
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function encodeLines(lines: readonly PlacedLine[], tokens: readonly Token[], numbers: number[]): void {
  let at = 0;
  for (const { start, end, type, modifiers = [] } of tokens) {
    while (at + 1 < lines.length && (lines[at + 1]?.start ?? 0) <= start) at++;
    const line = lines[at];
    if (line === undefined) return;
    let bits = 0;
    for (const modifier of modifiers) bits |= 1 << tokenModifiers.indexOf(modifier);
    numbers.push(line.number, start - line.start, end - start, tokenTypes.indexOf(type), bits);
  }
}
