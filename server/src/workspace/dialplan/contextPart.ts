/** What one section says about a dialplan context. Sees the section alone; places count from its start. */
import { applicationsOf } from '../../dialplan/calls.ts';
import { destinationsOf } from '../../dialplan/destinations.ts';
import type { Application, Part } from '../../dialplan/extension.ts';
import { numbered, type NumberedLine, type Skip } from '../../dialplan/numbering.ts';
import { extensionKey, matcherOf, type Matcher } from '../../dialplan/pattern.ts';
import { contextLines, isContextName, type ContextLine } from '../../dialplan/sectionLines.ts';
import { hasExpression } from '../../dialplan/split.ts';
import { isReopened, isTemplate, parentsOf } from '../../model/fileModel.ts';
import { rawSpan } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { perSection, type ExtractContext } from '../perSection.ts';

/** One extension of a part, all its lines together; `100` and `100/caller` are two. */
export interface PartExtension {
  /** As first written. */
  readonly text: string;
  readonly callerId?: string;
  readonly matcher: Matcher;
  /** Priorities with the place of each. */
  readonly priorities: ReadonlyMap<number, Span>;
  readonly labels: ReadonlyMap<string, Span>;
  /** Some of its lines have numbers nobody can tell. */
  readonly isVague: boolean;
  /** Where the first line gives its priority. */
  readonly first: Span;
  /** As written there: `n`, `2`. */
  readonly firstWord: string;
  /** Where the extension is first written; absent where only `same` lines are here. */
  readonly written?: Span;
}

/** A line that Asterisk skips. */
export interface SkippedLine {
  readonly why: Skip;
  readonly span: Span;
  /** The word that stands for the priority. */
  readonly word: string;
}

/** A priority, label or hint that an earlier line of the part took. */
export interface Repeated {
  readonly what: 'priority' | 'label' | 'hint';
  readonly name: string;
  readonly extension: string;
  readonly span: Span;
  readonly first: Span;
}

/** A place that a line jumps to. Texts that are only known while a call runs are left out. */
export interface Target {
  readonly context: Place | undefined;
  readonly extension: Place | undefined;
  readonly priority: Place | undefined;
  /** The extension and context stand there, but only a call tells which. */
  readonly isContextOpen: boolean;
  readonly isExtensionOpen: boolean;
  /** Extension the line itself belongs to; absent where nobody can tell. */
  readonly from: string | undefined;
}

export interface Place {
  readonly text: string;
  readonly span: Span;
}

/** One section of a context. */
export interface ContextPart {
  readonly name: string;
  readonly isTemplate: boolean;
  /** Lines may come from elsewhere: parents, programs, switches, names filled in while loading. */
  readonly isOpen: boolean;
  /** Files are included inside. */
  readonly hasFiles: boolean;
  readonly extensions: readonly PartExtension[];
  /** Extensions that are no patterns, by `extensionKey`. */
  readonly exact: ReadonlyMap<string, readonly PartExtension[]>;
  readonly patterns: readonly PartExtension[];
  /** Contexts it includes at any time of day. */
  readonly includes: readonly (Place & { readonly isTimed: boolean })[];
  readonly skipped: readonly SkippedLine[];
  readonly repeated: readonly Repeated[];
  readonly targets: readonly Target[];
  /** Equal for two parts that define the same. */
  readonly signature: string;
}

/** The parts of contexts in one file. */
export const contextParts = perSection(partOf);

function partOf(context: ExtractContext): ContextPart | undefined {
  const { section, name, kind } = context;
  if (kind !== 'extensions.conf' || name === undefined || !isContextName(name)) return undefined;
  const { header } = section;
  const lines = contextLines(section, context.entries);
  const isPlain = header !== undefined && !isReopened(header) && parentsOf(header).length === 0;
  const directives = context.lines.flatMap(({ line }) => (line.kind === 'directive' ? [line.directive] : []));
  const reading = new Reading();
  const ordered = withDirectives(context, lines);
  const extensionLines = ordered.map((one) => (one?.line?.kind === 'extension' ? one.line : undefined));
  for (const one of numbered(extensionLines, isPlain ? 'start' : 'unknown')) {
    const source = ordered[one.index];
    if (source !== undefined) reading.add(source, one);
  }
  for (const source of lines) reading.statement(source);
  const extensions = reading.extensions();
  const exact = new Map<string, PartExtension[]>();
  const patterns: PartExtension[] = [];
  for (const extension of extensions) {
    if (extension.matcher.isPattern) patterns.push(extension);
    else {
      const key = extensionKey(extension.text);
      const same = exact.get(key);
      if (same === undefined) exact.set(key, [extension]);
      else same.push(extension);
    }
  }
  const isOpen = reading.isOpen || directives.includes('exec') || parentsOf(header).length > 0;
  const part = {
    name,
    isTemplate: isTemplate(header),
    isOpen,
    hasFiles: directives.length > 0,
    extensions,
    exact,
    patterns,
    includes: reading.includes,
    skipped: reading.skipped,
    repeated: reading.repeated,
    targets: reading.targets,
    signature: '',
  };
  // Not by a spread, which would give each part a shape of its own.
  part.signature = signatureOf(part);
  return part;
}

/** The lines with `undefined` where an `#include` or `#exec` stands, which may bring lines of its own. */
function withDirectives(
  context: ExtractContext,
  lines: readonly ContextLine[],
): readonly (ContextLine | undefined)[] {
  const directives = context.lines.filter(
    ({ line }) => line.kind === 'directive' && line.directive !== 'unknown',
  );
  const dialplan = lines.filter(({ line }) => line?.kind === 'extension');
  if (directives.length === 0) return dialplan;
  const result: (ContextLine | undefined)[] = [];
  let next = 0;
  for (const line of dialplan) {
    while (next < directives.length && (directives[next]?.start ?? 0) < line.entry.start) {
      result.push(undefined);
      next++;
    }
    result.push(line);
  }
  return result;
}

interface GrowingExtension {
  readonly text: string;
  readonly callerId?: string;
  readonly priorities: Map<number, Span>;
  labels: Map<string, Span> | undefined;
  hint?: Span;
  isVague: boolean;
  first?: Span;
  firstWord: string;
  written?: Span;
}

const NO_LABELS: ReadonlyMap<string, Span> = new Map();

class Reading {
  readonly skipped: SkippedLine[] = [];
  readonly repeated: Repeated[] = [];
  readonly targets: Target[] = [];
  readonly includes: (Place & { readonly isTimed: boolean })[] = [];
  isOpen = false;
  readonly #byKey = new Map<string, GrowingExtension>();

  add(source: ContextLine, one: NumberedLine): void {
    const { line } = one;
    const span = placeOf(source, line.priority.span);
    if (one.skipped !== undefined) {
      this.skipped.push({ why: one.skipped, span, word: line.priority.text });
      return;
    }
    this.#targets(source, one);
    if (one.extension === undefined) {
      // The first lines of a part that goes on elsewhere, or a name that is filled in while loading.
      this.isOpen = true;
      return;
    }
    const extension = this.#extension(one.extension, one.callerId);
    if (line.extension !== undefined) extension.written ??= placeOf(source, line.extension.span);
    if (one.isHint) {
      this.#repeat('hint', 'hint', extension, extension.hint, span);
      extension.hint ??= span;
      return;
    }
    if (extension.first === undefined) {
      extension.first = span;
      extension.firstWord = line.priority.text.trim();
    }
    if (one.priority === undefined) {
      extension.isVague = true;
      return;
    }
    const taken = extension.priorities.get(one.priority);
    this.#repeat('priority', String(one.priority), extension, taken, span);
    if (taken !== undefined) return;
    extension.priorities.set(one.priority, span);
    if (one.label === undefined || line.label === undefined) return;
    const labelSpan = placeOf(source, line.label.span);
    const labels = (extension.labels ??= new Map<string, Span>());
    this.#repeat('label', one.label, extension, labels.get(one.label), labelSpan);
    if (!labels.has(one.label)) labels.set(one.label, labelSpan);
  }

  statement({ entry, line }: ContextLine): void {
    if (line?.kind !== 'statement') return;
    if (line.word.endsWith('switch')) this.isOpen = true;
    if (line.word !== 'include') return;
    const [name] = line.fields;
    if (name === undefined || name.text === '') return;
    if (isOpenText(name.text)) this.isOpen = true;
    else {
      const span = shift(rawSpan(entry.line, name.span), entry.start);
      this.includes.push({ text: name.text, span, isTimed: line.fields.length > 1 });
    }
  }

  extensions(): readonly PartExtension[] {
    const list: PartExtension[] = [];
    for (const {
      text,
      callerId,
      priorities,
      labels,
      isVague,
      first,
      firstWord,
      written,
    } of this.#byKey.values()) {
      // What has a hint only cannot be called.
      if (first === undefined) continue;
      list.push({
        text,
        ...(callerId === undefined ? {} : { callerId }),
        matcher: matcherOf(text),
        priorities,
        labels: labels ?? NO_LABELS,
        isVague,
        first,
        firstWord,
        ...(written === undefined ? {} : { written }),
      });
    }
    return list;
  }

  #extension(text: string, callerId: string | undefined): GrowingExtension {
    const key = `${extensionKey(text)}\n${callerId ?? ''}${callerId === undefined ? '' : '/'}`;
    let extension = this.#byKey.get(key);
    if (extension === undefined) {
      extension = {
        text,
        ...(callerId === undefined ? {} : { callerId }),
        priorities: new Map(),
        labels: undefined,
        isVague: false,
        firstWord: '',
      };
      this.#byKey.set(key, extension);
    }
    return extension;
  }

  #repeat(
    what: Repeated['what'],
    name: string,
    { text, callerId }: GrowingExtension,
    first: Span | undefined,
    span: Span,
  ): void {
    if (first === undefined) return;
    const extension = callerId === undefined ? text : `${text}/${callerId}`;
    this.repeated.push({ what, name, extension, span, first });
  }

  #targets(source: ContextLine, { line, extension }: NumberedLine): void {
    const { value } = source.entry.line;
    for (const application of applicationsOf(value, line)) {
      const macro = macroOf(application);
      if (macro !== undefined) {
        const place = { text: `macro-${macro.text}`, span: placeOf(source, macro.span) };
        this.targets.push({
          context: place,
          extension: undefined,
          priority: undefined,
          isContextOpen: false,
          isExtensionOpen: true,
          from: undefined,
        });
      }
      for (const { context, extension: target, priority } of destinationsOf(value, application)) {
        this.targets.push({
          context: known(source, context),
          extension: known(source, target),
          priority: known(source, priority),
          isContextOpen: context !== undefined && isOpenText(context.text),
          isExtensionOpen: target !== undefined && isOpenText(target.text),
          from: extension,
        });
      }
    }
  }
}

/** The name of the macro that the application calls. */
function macroOf({ name, arguments: given }: Application): Part | undefined {
  const word = foldCase(name.text);
  const [first] = given;
  if (first === undefined || (word !== 'macro' && word !== 'macroexclusive')) return undefined;
  const text = first.text.trim();
  if (text === '' || isOpenText(text)) return undefined;
  const start = first.span.start + first.text.indexOf(text);
  return { text, span: { start, end: start + text.length } };
}

function known(source: ContextLine, part: Part | undefined): Place | undefined {
  if (part === undefined || isOpenText(part.text)) return undefined;
  return { text: part.text, span: placeOf(source, part.span) };
}

/** Text that only a call, the start of Asterisk or another program fills in. */
function isOpenText(text: string): boolean {
  return hasExpression(text) || /[{}<>@$]/.test(text);
}

function placeOf({ entry }: ContextLine, span: Span): Span {
  return shift(rawSpan(entry.line, span), entry.start);
}

function signatureOf(part: Omit<ContextPart, 'signature'>): string {
  const { name, isOpen, extensions, includes } = part;
  const lines = extensions.map(({ text, callerId = '', priorities, labels, isVague }) =>
    [text, callerId, [...priorities.keys()].join(), [...labels.keys()].join(), isVague ? '?' : ''].join('/'),
  );
  const reached = includes.map(({ text, isTimed }) => (isTimed ? `${text},` : text));
  return [name, part.isTemplate ? '!' : '', isOpen ? '?' : '', ...reached, ...lines].join('\n');
}
