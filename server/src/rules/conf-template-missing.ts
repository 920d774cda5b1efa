import {
  isTemplate,
  sectionsNamed,
  sectionsOf,
  sectionsOfChunk,
  type FileModel,
  type Section,
} from '../model/fileModel.ts';
import type { HeaderOption } from '../syntax/line.ts';
import type { Chunk } from '../syntax/tree.ts';
import { closest } from '../text/closest.ts';
import { shownName } from '../text/printable.ts';
import { shift, type Span } from '../text/span.ts';
import { filesOfRoot } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';

/**
 * A parent that stands nowhere above, or `(+)` without a section to continue: main/config.c, `process_text_line`,
 * refuses the file. Sections of other files of the same root count wherever they stand.
 */
export const confTemplateMissing: FileRule = {
  id: 'conf-template-missing',
  summary: 'Report sections that build on a section Asterisk has not read yet',
  severity: 'error',
  scope: 'workspace',
  files: 'all',
  *check(context) {
    const model = context.workspace.files.get(context.uri);
    if (model === undefined) return;
    for (const dangling of danglingIn(context, model)) {
      yield { span: dangling.span, message: sentence(context, model, dangling) };
    }
  },
  *fix(context, found) {
    const model = context.workspace.files.get(context.uri);
    if (model === undefined) return;
    for (const { span, name, isReopen, at } of danglingIn(context, model)) {
      if (span.start !== found.span.start || isReopen) continue;
      const near = closestAbove(model, name, at);
      if (near === undefined) continue;
      yield {
        title: `Change to "${near}"`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span, newText: near }],
      };
    }
  },
};

/** A name in a header that leads to no section. */
interface Dangling {
  readonly name: string;
  readonly isReopen: boolean;
  readonly span: Span;
  /** Index of its section in the file. */
  readonly at: number;
}

function* danglingIn(context: FileContext, model: FileModel): Generator<Dangling> {
  if (context.facts.role === 'loose' || context.facts.isIncomplete) return;
  const { tree } = model;
  const firstIndex = firstIndexes(model);
  const isDangling = ({ name, target }: Link, index: number): boolean =>
    firstIndex(name, target) >= index && !isElsewhere(context, name);
  for (const [i, chunk] of tree.chunks.entries()) {
    const links = linksOf(chunk);
    const base = tree.sectionBases[i] ?? 0;
    if (!links.some((link) => isDangling(link, base + link.at))) continue;
    for (const { section, start, index } of sectionsOfChunk(tree, i)) {
      for (const option of section.header?.options ?? []) {
        const link = linkOf(section, option, index);
        if (link === undefined || !isDangling(link, index)) continue;
        const { name } = link;
        yield { name, isReopen: option.kind === 'reopen', span: shift(option.span, start), at: index };
      }
    }
  }
}

/** A name in headers that has to lead to a section. */
interface Link {
  readonly name: string;
  readonly target: Target;
  /** Index of its section, in `linksOf` of the first one with such a link, counted in the chunk. */
  readonly at: number;
}

const linksByChunk = new WeakMap<Chunk, readonly Link[]>();

/** The links of the chunk, equal ones once, where they first stand: if that leads somewhere, so do all. */
function linksOf(chunk: Chunk): readonly Link[] {
  const known = linksByChunk.get(chunk);
  if (known !== undefined) return known;
  const links = new Map<string, Link>();
  chunk.sections.forEach((section, at) => {
    for (const option of section.header?.options ?? []) {
      const link = linkOf(section, option, at);
      const key = link && `${link.target}:${link.name}`;
      if (link !== undefined && key !== undefined && !links.has(key)) links.set(key, link);
    }
  });
  const found = [...links.values()];
  linksByChunk.set(chunk, found);
  return found;
}

function linkOf({ header }: Section, option: HeaderOption, at: number): Link | undefined {
  if (header === undefined || option.kind === 'template') return undefined;
  const isReopen = option.kind === 'reopen';
  const name = isReopen ? header.name : option.text;
  // An empty name finds any section; blanks around one are reported where they stand.
  if (name === '' || (!isReopen && name !== name.trim())) return undefined;
  return { name, target: targetOf(option), at };
}

type Target = 'any' | 'no template';

/** `(+)` skips templates; a filter may ask for them. */
function targetOf({ kind, text }: HeaderOption): Target {
  return kind === 'reopen' && !text.includes('TEMPLATES') ? 'no template' : 'any';
}

/** Index of the first section that a name finds; infinite when there is none. */
function firstIndexes(model: FileModel): (name: string, target: Target) => number {
  const known = new Map<string, number>();
  return (name, target) => {
    const key = `${target}:${name}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const first = sectionsNamed(model, name).find(
      ({ section }) => target === 'any' || !isTemplate(section.header),
    );
    const index = first?.index ?? Infinity;
    known.set(key, index);
    return index;
  };
}

function isElsewhere({ workspace, uri, facts }: FileContext, name: string): boolean {
  return filesOfRoot(workspace, facts.root ?? uri).some((file) => {
    const other = file === uri ? undefined : workspace.files.get(file);
    return other !== undefined && sectionsNamed(other, name).length > 0;
  });
}

function sentence({ facts }: FileContext, model: FileModel, { name, isReopen, at }: Dangling): string {
  const refusal = `Asterisk refuses ${facts.role === 'root' ? 'the whole file' : 'the rest of this file'}`;
  if (isReopen) {
    return `Missing section [${shownName(name)}] above, which "(+)" wants to continue: ${refusal}`;
  }
  if (sectionsNamed(model, name).length > 0) {
    return `Expected [${shownName(name)}] to stand above this line: ${refusal}`;
  }
  const near = closestAbove(model, name, at);
  const hint = near === undefined ? '' : `, did you mean "${near}"?`;
  return `Unknown section [${shownName(name)}]: ${refusal}${hint}`;
}

/** Names compared; more are no help to anybody and take time at every keystroke. */
const MAX_NAMES = 5000;

function closestAbove(model: FileModel, name: string, index: number): string | undefined {
  const names: string[] = [];
  for (const { section, index: at } of sectionsOf(model)) {
    if (at >= index || names.length >= MAX_NAMES) break;
    if (section.header !== undefined) names.push(section.header.name);
  }
  return closest(name, names);
}
