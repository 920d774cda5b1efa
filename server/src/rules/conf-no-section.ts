import { entriesOf, linesOf, sectionsOf } from '../model/fileModel.ts';
import { shift } from '../text/span.ts';
import type { FileRule } from './rule.ts';

/** A value before any section: main/config.c, `process_text_line`, refuses a file that Asterisk loads by itself. */
export const confNoSection: FileRule = {
  id: 'conf-no-section',
  summary: 'Report values that stand before the first section',
  severity: 'error',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri, facts }) {
    if (facts.role !== 'root') return;
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    for (const { section, start } of sectionsOf(model)) {
      if (section.header !== undefined) return;
      const lines = linesOf(section, model.tree.encoding);
      const first = lines.find(({ line }) => line.kind === 'entry');
      if (first?.line.kind !== 'entry') return;
      yield {
        span: shift(first.line.keySpan, start + first.start),
        message: `Missing section: Asterisk refuses the whole ${facts.kind ?? 'file'}, since this line stands before the first "[section]"`,
      };
      return;
    }
  },
  *fix({ workspace, uri }, finding) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    for (const { section, start } of sectionsOf(model)) {
      for (const placed of entriesOf(linesOf(section, model.tree.encoding))) {
        const at = start + placed.start;
        if (at > finding.span.start || at + placed.text.length < finding.span.start) continue;
        yield {
          title: 'Insert "[general]" above',
          safety: 'unsafe',
          isPreferred: true,
          edits: () => [{ span: { start: at, end: at }, newText: '[general]\n' }],
        };
        return;
      }
    }
  },
};
