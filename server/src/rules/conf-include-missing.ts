import { shift } from '../text/span.ts';
import { dirname, isBelow } from '../text/uri.ts';
import { includesOf } from '../workspace/includes.ts';
import { configDirectoryOf } from '../workspace/workspace.ts';
import type { FileRule } from './rule.ts';

/** `#include` of a file that is not there: main/config.c, `config_text_file_load`, refuses the including file. */
export const confIncludeMissing: FileRule = {
  id: 'conf-include-missing',
  summary: 'Report includes whose file is not there',
  severity: 'warning',
  scope: 'workspace',
  files: 'all',
  *check({ workspace, uri, facts }) {
    if (facts.role === 'loose') return;
    const directory = configDirectoryOf(workspace, uri);
    for (const include of includesOf(workspace, uri, directory)) {
      const { line, start } = include.directive;
      if (include.state === 'off-limits') {
        yield {
          span: shift(line.argumentSpan, start),
          message:
            'Not read: it is outside of the open folders, and the editor is in restricted mode until you trust them',
          severity: 'information',
        };
        continue;
      }
      if (include.state !== 'nothing' || line.directive !== 'include') continue;
      const isOutside = !isBelow(dirname(uri), include.target) && !isBelow(directory, include.target);
      const what = include.isPattern ? 'No file matches this pattern' : 'No such file';
      const effect =
        facts.role === 'root' ? 'Asterisk refuses the whole file' : 'Asterisk ignores the rest of this file';
      yield {
        span: shift(line.argumentSpan, start),
        message: `${what}: ${effect}, unless it is there on the server`,
        ...(isOutside ? { severity: 'information' as const } : {}),
      };
    }
  },
  *fix({ workspace, uri }, finding) {
    for (const include of includesOf(workspace, uri, configDirectoryOf(workspace, uri))) {
      const { line, start } = include.directive;
      if (include.state === 'off-limits' || start + line.argumentSpan.start !== finding.span.start) continue;
      yield {
        title: 'Change to "#tryinclude", which may find nothing',
        safety: 'unsafe',
        edits: () => [{ span: shift(line.wordSpan, start), newText: '#tryinclude' }],
      };
    }
  },
};
