import { isTemplate, sectionsNamed, sectionsOf, type FileModel } from '../model/fileModel.ts';
import type { HeaderOption } from '../syntax/line.ts';
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
  const firstIndex = firstIndexes(model);
  for (const { section, start, index } of sectionsOf(model)) {
    const { header } = section;
    if (header?.options === undefined) continue;
    for (const option of header.options) {
      if (option.kind === 'template') continue;
      const isReopen = option.kind === 'reopen';
      const name = isReopen ? header.name : option.text;
      // An empty name finds any section; blanks around one are reported where they stand.
      if (name === '' || (!isReopen && name !== name.trim())) continue;
      if (firstIndex(name, targetOf(option)) < index || isElsewhere(context, name)) continue;
      yield { name, isReopen, span: shift(option.span, start), at: index };
    }
  }
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
