import { directivesOf } from '../model/fileModel.ts';
import { shift } from '../text/span.ts';
import type { FileRule } from './rule.ts';

/** The same include twice: main/config.c, `ast_include_new`, warns, and the file is read again. */
export const confIncludeRepeated: FileRule = {
  id: 'conf-include-repeated',
  summary: 'Point out files that are included twice',
  severity: 'information',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri }) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const seen = new Map<string, number>();
    for (const { line, start, number } of directivesOf(model)) {
      if (line.directive === 'unknown' || line.directive === 'exec' || line.argument === undefined) continue;
      const first = seen.get(line.argument);
      if (first === undefined) seen.set(line.argument, number);
      else {
        yield {
          span: shift(line.argumentSpan, start),
          message: `Repeated include, first on line ${String(first + 1)}: Asterisk reads the file a second time`,
        };
      }
    }
  },
};
