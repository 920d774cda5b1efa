/**
 * Loads a configuration as Asterisk does: the root file with everything it includes, templates copied into their heirs,
 * until the end or the first line that makes Asterisk give up. Where a rule needs one place only, it asks less than this.
 *
 * Source: Asterisk main/config.c (`config_text_file_load`, `process_text_line`, `category_get_sep`,
 * `ast_config_internal_load`), compared with Asterisk 16.28 and 22.10 on every recorded case.
 */
import { lexLine } from '../syntax/lexLine.ts';
import type { DirectiveLine, EntryLine, HeaderLine, HeaderOption, Line } from '../syntax/line.ts';
import { lineAt, lineText, startsWithMark, type SyntaxTree } from '../syntax/tree.ts';
import { byteLength, bytePrefix, type TextEncoding } from '../text/ascii.ts';
import { basename, dirname, normalise, relativePath } from '../text/uri.ts';
import {
  appendValue,
  type LoadedVariable,
  type LoadMessage,
  type LoadResult,
  type Origin,
} from './loaded.ts';
import { matchesFilter } from './sectionFilter.ts';
import { isPathCut, resolveInclude } from './includes.ts';
import { absenceIn, type Workspace } from './workspace.ts';

export type { LoadedCategory, LoadedVariable, LoadMessage, LoadResult, Origin } from './loaded.ts';

export interface LoadOptions {
  /** 16 reads as 16, everything later as 22. */
  readonly version: 16 | 22;
  /** URI of the configuration directory; the root's folder unless given. */
  readonly configDirectory?: string;
  /** Whether asterisk.conf allows `#exec`; it is never run, so it then printed nothing. */
  readonly execIncludes?: boolean;
  /** Most sections and values kept, so that a tree of loops cannot fill the memory. */
  readonly limit?: number;
}

interface MutableCategory {
  name: string;
  isTemplate: boolean;
  inherits: string[];
  variables: LoadedVariable[];
  origin: Origin;
  reopenedAt: Origin[];
}

interface LoadState {
  readonly workspace: Workspace;
  readonly options: LoadOptions;
  readonly directory: string;
  readonly categories: MutableCategory[];
  readonly byName: Map<string, MutableCategory[]>;
  readonly messages: LoadMessage[];
  readonly includedTexts: Set<string>;
  /** The section opened or reopened last anywhere, which an included file starts in. */
  current: MutableCategory | undefined;
  level: number;
  budget: number;
}

/** Asterisk's own level counts the main file too. */
const MAX_LEVEL = 11;
const MAX_NAME_BYTES = 79;
const DEFAULT_LIMIT = 5_000_000;

/** Loads `rootUri`. Files the snapshot does not hold count as not there. Never throws. */
export function load(workspace: Workspace, rootUri: string, options: LoadOptions): LoadResult {
  const root = normalise(rootUri);
  const state: LoadState = {
    workspace,
    options,
    directory: options.configDirectory ?? dirname(root),
    categories: [],
    byName: new Map(),
    messages: [],
    includedTexts: new Set(),
    current: undefined,
    level: 1,
    budget: options.limit ?? DEFAULT_LIMIT,
  };
  if (!workspace.files.has(root)) return { ok: false, reason: 'not-found', categories: [], messages: [] };
  const isLoaded = loadFiles(state, [root]);
  if (!isLoaded) return { ok: false, reason: 'invalid', categories: [], messages: state.messages };
  return { ok: true, categories: state.categories, messages: state.messages };
}

/** How the lines of one include statement see their surroundings. */
interface Reader {
  category: MutableCategory | undefined;
  /** Added to line numbers: the files of one pattern are numbered through. */
  lineBase: number;
}

/** Reads the files of one include (or the root) one after the other; false when a line was refused. */
function loadFiles(state: LoadState, uris: readonly string[]): boolean {
  const reader: Reader = { category: state.level === 1 ? undefined : state.current, lineBase: 0 };
  const comment = { depth: 0, openLines: [] as number[] };
  for (const [index, uri] of uris.entries()) {
    const tree = state.workspace.files.get(uri)?.tree;
    if (tree === undefined) continue;
    const isAccepted = loadFile(state, reader, comment, { uri, tree, isFirst: index === 0 });
    // Asterisk looks at the end of each file, so one comment can be reported for several files of a pattern.
    if (comment.depth !== 0) {
      const line = comment.openLines[comment.depth - 1];
      state.messages.push({
        level: 'warning',
        ...(line === undefined ? {} : { line }),
        summary: 'unterminated-comment',
      });
    }
    if (!isAccepted) return false;
  }
  return true;
}

/** Comment depth, and the line of each open start; both go from file to file of one pattern. */
interface CommentState {
  depth: number;
  readonly openLines: number[];
}

function loadFile(
  state: LoadState,
  reader: Reader,
  comment: CommentState,
  file: { readonly uri: string; readonly tree: SyntaxTree; readonly isFirst: boolean },
): boolean {
  const { uri, tree, isFirst } = file;
  const isPlain = comment.depth === 0 && (isFirst || !startsWithMark(tree.chunks[0]?.table.text ?? ''));
  let count = 0;
  for (const { line, number } of isPlain ? treeLines(tree) : relexedLines(tree, comment.depth, isFirst)) {
    count = number + 1;
    for (let depth = Math.max(0, line.depthBefore); depth < line.depthAfter; depth++) {
      comment.openLines[depth] = reader.lineBase + count;
    }
    comment.depth = line.depthAfter;
    if (state.budget <= 0) return true;
    state.budget--;
    if (!readLine(state, reader, line, { uri, line: number })) return false;
  }
  reader.lineBase += count + (endsWithFeed(tree) ? 1 : 0);
  return true;
}

interface NumberedLine {
  readonly line: Line;
  readonly number: number;
}

function* treeLines(tree: SyntaxTree): Generator<NumberedLine> {
  let number = 0;
  for (const chunk of tree.chunks) {
    for (let i = 0; i < chunk.lineCount; i++) {
      yield { line: lineAt(chunk.table, i, tree.encoding), number: number++ };
    }
  }
}

/** The lines as they read when an earlier file of the same pattern left a comment open, or a mark is not at the start. */
function* relexedLines(tree: SyntaxTree, depthBefore: number, isFirst: boolean): Generator<NumberedLine> {
  let number = 0;
  let depth = depthBefore;
  for (const chunk of tree.chunks) {
    for (let i = 0; i < chunk.lineCount; i++) {
      const text = lineText(chunk.table, i);
      const isMarked = number === 0 && isFirst && startsWithMark(text);
      const line = lexLine(isMarked ? ` ${text.slice(1)}` : text, depth, tree.encoding);
      depth = line.depthAfter;
      yield { line, number: number++ };
    }
  }
}

function endsWithFeed(tree: SyntaxTree): boolean {
  return tree.chunks.at(-1)?.table.text.endsWith('\n') ?? false;
}

/** One line; false when Asterisk gives this file up. */
function readLine(state: LoadState, reader: Reader, line: Line, origin: Origin): boolean {
  switch (line.kind) {
    case 'blank':
      return true;
    case 'long':
      state.messages.push({
        level: 'warning',
        line: reader.lineBase + origin.line + 1,
        summary: 'line-too-long',
      });
      return true;
    case 'header':
      return readHeader(state, reader, line, origin);
    case 'directive':
      return readDirective(state, reader, line, origin);
    case 'entry':
      return readEntry(state, reader, line, origin);
  }
}

function log(state: LoadState, reader: Reader, origin: Origin, summary: string, name?: string): void {
  state.messages.push({
    level: summary === 'invalid-escape' ? 'error' : 'warning',
    file: relativeName(state.directory, origin.uri),
    line: reader.lineBase + origin.line + 1,
    summary,
    ...(name === undefined ? {} : { name }),
  });
}

function relativeName(directory: string, uri: string): string {
  if (uri === directory) return '';
  return relativePath(directory, uri) ?? basename(uri);
}

function readHeader(state: LoadState, reader: Reader, line: HeaderLine, origin: Origin): boolean {
  if (!line.isClosed) {
    log(state, reader, origin, 'unclosed-header');
    return false;
  }
  const fresh: MutableCategory = {
    name: cutName(line.name, state.workspace.files.get(origin.uri)?.tree.encoding ?? 'utf8'),
    isTemplate: false,
    inherits: [],
    variables: [],
    origin,
    reopenedAt: [],
  };
  if (!line.optionsClosed) {
    log(state, reader, origin, 'unclosed-options');
    return false;
  }
  let category = fresh;
  for (const option of line.options ?? []) {
    if (option.kind === 'template') category.isTemplate = true;
    else if (option.kind === 'reopen') {
      const reopened = reopen(state, line.name, option);
      if (reopened === undefined) {
        log(state, reader, origin, 'reopen-missing-section', line.name);
        return false;
      }
      if (category === fresh) adopt(reopened, fresh);
      reopened.reopenedAt.push(origin);
      category = reopened;
    } else {
      const parent = option.text === '' ? state.categories[0] : state.byName.get(keyOf(option.text))?.[0];
      if (parent === undefined) {
        log(state, reader, origin, 'missing-template', option.text);
        return false;
      }
      inherit(state, category, parent);
    }
  }
  if (category === fresh) append(state, fresh);
  reader.category = category;
  state.current = category;
  return true;
}

function cutName(name: string, encoding: TextEncoding): string {
  if (byteLength(name, encoding) <= MAX_NAME_BYTES) return name;
  return name.slice(0, bytePrefix(name, MAX_NAME_BYTES, encoding));
}

function keyOf(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function append(state: LoadState, category: MutableCategory): void {
  state.categories.push(category);
  const key = keyOf(category.name);
  const same = state.byName.get(key);
  if (same === undefined) state.byName.set(key, [category]);
  else same.push(category);
}

/** Copies stop where the budget ends: templates that double each other, or one continued by itself, would not. */
function inherit(state: LoadState, heir: MutableCategory, parent: MutableCategory): void {
  heir.inherits.push(parent.name);
  const count = Math.min(parent.variables.length, state.budget);
  state.budget -= count;
  for (const variable of parent.variables.slice(0, count)) {
    heir.variables.push({ ...variable, through: [...(variable.through ?? []), parent.name] });
  }
}

/** What the header's options gave before the `+` goes to the reopened section; the parents' names do not. */
function adopt(reopened: MutableCategory, fresh: MutableCategory): void {
  reopened.variables.push(...fresh.variables);
  reopened.isTemplate ||= fresh.isTemplate;
}

function reopen(state: LoadState, name: string, option: HeaderOption): MutableCategory | undefined {
  const candidates = name === '' ? state.categories : (state.byName.get(keyOf(name)) ?? []);
  const filter = option.text.slice(1);
  return candidates.find((category) => {
    const match = matchesFilter(filter, category, state.options.version);
    for (const pattern of match.invalidPatterns) {
      state.messages.push({ level: 'error', summary: 'invalid-filter-regex', name: pattern });
    }
    return match.isMatch;
  });
}

function readDirective(state: LoadState, reader: Reader, line: DirectiveLine, origin: Origin): boolean {
  if (line.directive === 'unknown') {
    log(state, reader, origin, 'unknown-directive', line.word);
    return true;
  }
  if (line.argument === undefined) {
    if (line.directive === 'exec' && state.options.execIncludes !== true) {
      state.messages.push({ level: 'warning', summary: 'exec-disabled' });
    } else log(state, reader, origin, 'directive-without-argument');
    return true;
  }
  if (line.directive === 'exec') return readExec(state);
  return readInclude(state, reader, line, line.argument, origin);
}

/** Never run: disabled it is a skipped line, enabled it printed nothing. */
function readExec(state: LoadState): boolean {
  if (state.options.execIncludes !== true) {
    state.messages.push({ level: 'warning', summary: 'exec-disabled' });
  } else if (state.options.version === 22) {
    state.messages.push({ level: 'warning', summary: 'exec-no-output' });
  }
  return true;
}

function readInclude(
  state: LoadState,
  reader: Reader,
  line: DirectiveLine,
  argument: string,
  origin: Origin,
): boolean {
  if (state.includedTexts.has(argument)) log(state, reader, origin, 'duplicate-include');
  else state.includedTexts.add(argument);
  if (include(state, argument)) return true;
  if (line.directive === 'tryinclude') return true;
  // Asterisk names the cut path, which depends on where the configuration directory is.
  const name = isPathCut(state.directory, argument) ? {} : { name: argument };
  state.messages.push({ level: 'error', summary: 'include-not-found', ...name });
  return false;
}

/** Whether there was a file to read; one that is given up half-way counts. */
function include(state: LoadState, argument: string): boolean {
  if (state.level >= MAX_LEVEL) {
    state.messages.push({ level: 'warning', summary: 'include-depth-exceeded' });
    return false;
  }
  const { uris, irregular } = filesOf(state, argument);
  const isCut = isPathCut(state.directory, argument);
  for (const name of irregular) {
    state.messages.push({ level: 'warning', summary: 'not-a-regular-file', ...(isCut ? {} : { name }) });
  }
  if (uris.length === 0) return false;
  state.level++;
  // A refused include never gives its level back.
  if (loadFiles(state, uris)) state.level--;
  return true;
}

function filesOf(
  state: LoadState,
  argument: string,
): { readonly uris: readonly string[]; readonly irregular: readonly string[] } {
  const found = resolveInclude(state.workspace, state.directory, argument);
  const candidates = found.isPattern ? (state.workspace.listings.get(found.target) ?? []) : [found.target];
  const irregular = candidates
    .filter((uri) => absenceIn(state.workspace, uri) === 'not-regular')
    .map((uri) => relativeName(state.directory, uri));
  return { uris: found.files, irregular };
}

function readEntry(state: LoadState, reader: Reader, line: EntryLine, origin: Origin): boolean {
  const { category } = reader;
  if (category === undefined) {
    log(state, reader, origin, 'no-section');
    return false;
  }
  if (line.problem !== undefined) {
    log(state, reader, origin, line.problem);
    return line.problem !== 'invalid-escape';
  }
  const variable = { name: line.key, value: line.value, origin };
  if (line.operator === '+=') appendValue<LoadedVariable>(category.variables, line, variable);
  else category.variables.push(variable);
  return true;
}
