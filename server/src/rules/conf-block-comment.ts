import { linesOf, sectionsOf } from '../model/fileModel.ts';
import { lineStart } from '../syntax/position.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { FileRule, Finding } from './rule.ts';

/**
 * Block comments `;-- --;` that do not end where their writer thought (main/config.c, `config_text_file_load`):
 * never closed, closed without being open, or `;--;`, which only opens.
 */
export const confBlockComment: FileRule = {
  id: 'conf-block-comment',
  summary: 'Report block comments that swallow more than they should',
  severity: 'warning',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri }) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const open = unclosed(model.tree);
    if (open !== undefined) yield open;
    if (!model.tree.chunks.some((chunk) => chunk.table.text.includes('--;'))) return;
    for (const { section, start: base } of sectionsOf(model)) {
      for (const { line, start, text } of linesOf(section, model.tree.encoding)) {
        if (line.kind === 'long') continue;
        const at = base + start;
        if (line.depthBefore === 0 && line.depthAfter < 0) {
          const mark = text.lastIndexOf('--;');
          yield {
            span: { start: at + mark, end: at + mark + 3 },
            message:
              'Unexpected "--;" with no comment open: Asterisk ignores the lines below until the next ";--"',
          };
        }
        const short = line.depthAfter > line.depthBefore && line.depthBefore >= 0 ? text.indexOf(';--;') : -1;
        if (short >= 0 && at + short !== open?.span.start) {
          yield {
            span: { start: at + short, end: at + short + 4 },
            message: '";--;" opens a comment and does not close it: the lines below are commented out',
          };
        }
      }
    }
  },
};

/** The innermost `;--` that is still open at the end of the file. */
function unclosed(tree: SyntaxTree): Finding | undefined {
  const depth = tree.chunks.at(-1)?.depthAfter ?? 0;
  if (depth <= 0) return undefined;
  for (let i = tree.chunks.length - 1; i >= 0; i--) {
    const chunk = tree.chunks[i];
    if (chunk === undefined) continue;
    for (let line = chunk.lineCount - 1; line >= 0; line--) {
      if ((chunk.table.depths[line] ?? 0) >= depth) continue;
      const start = lineStart(tree, (tree.lineBases[i] ?? 0) + line);
      const from = chunk.table.starts[line] ?? 0;
      const text = chunk.table.text.slice(from, chunk.table.starts[line + 1]);
      const mark = Math.max(0, text.lastIndexOf(';--'));
      return {
        span: { start: start + mark, end: start + mark + 3 },
        message: 'Unclosed block comment: Asterisk ignores everything from here to the end of the file',
      };
    }
  }
  return undefined;
}
