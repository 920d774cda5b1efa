import { isTemplate, sectionsNamed, sectionsOf, type FileModel } from '../model/fileModel.ts';
import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import { filesOfRoot } from '../workspace/workspace.ts';
import type { FileContext, FileRule, Finding } from './rule.ts';

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
    const { workspace, uri, facts } = context;
    const model = workspace.files.get(uri);
    if (model === undefined || facts.role === 'loose' || facts.isIncomplete) return;
    const firstIndex = firstIndexes(model);
    for (const { section, start, line, index } of sectionsOf(model)) {
      const { header } = section;
      for (const option of header?.options ?? []) {
        if (header === undefined || option.kind === 'template') continue;
        const name = option.kind === 'reopen' ? header.name : option.text;
        const key = option.kind === 'reopen' ? `+${name}` : name;
        if (name === '' || firstIndex(key) < index || isElsewhere(context, name)) continue;
        yield finding(context, model, {
          name,
          isReopen: option.kind === 'reopen',
          span: shift(option.span, start),
          line,
        });
      }
    }
  },
  *fix({ workspace, uri }, found) {
    const model = workspace.files.get(uri);
    const near = /did you mean "([^"]*)"\?$/.exec(found.message)?.[1];
    if (near === undefined || model === undefined || found.message.includes('(+)')) return;
    yield {
      title: `Change to "${near}"`,
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: found.span, newText: near }],
    };
  },
};

/** Index of the first section that a parent name (or, after `+`, a reopening) finds; infinite when there is none. */
function firstIndexes(model: FileModel): (key: string) => number {
  const known = new Map<string, number>();
  return (key) => {
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const isReopen = key.startsWith('+');
    const places = sectionsNamed(model, isReopen ? key.slice(1) : key);
    const first = isReopen ? places.find(({ section }) => !isTemplate(section.header)) : places[0];
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

function finding(
  { facts }: FileContext,
  model: FileModel,
  missing: { name: string; isReopen: boolean; span: Finding['span']; line: number },
): Finding {
  const { name, isReopen, span } = missing;
  const refusal = facts.role === 'root' ? 'the whole file' : 'the rest of this file';
  if (isReopen) {
    return {
      span,
      message: `Missing section [${name}] above, which "(+)" wants to continue: Asterisk refuses ${refusal}`,
    };
  }
  const later = sectionsNamed(model, name).length > 0;
  if (later) {
    return { span, message: `Expected [${name}] to stand above this line: Asterisk refuses ${refusal}` };
  }
  const near = closest(name, namesAbove(model, missing.line));
  const hint = near === undefined ? '' : `, did you mean "${near}"?`;
  return { span, message: `Unknown section [${name}]: Asterisk refuses ${refusal}${hint}` };
}

function namesAbove(model: FileModel, line: number): readonly string[] {
  const names: string[] = [];
  for (const { section, line: at } of sectionsOf(model)) {
    if (at >= line || names.length > 5000) break;
    if (section.header !== undefined) names.push(section.header.name);
  }
  return names;
}
