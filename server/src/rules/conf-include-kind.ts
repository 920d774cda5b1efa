import { shift } from '../text/span.ts';
import { includesOf } from '../workspace/includes.ts';
import { configDirectoryOf } from '../workspace/workspace.ts';
import type { FileRule } from './rule.ts';

/** An include of a folder or device: main/config.c, `config_text_file_load`, skips what is no regular file. */
export const confIncludeKind: FileRule = {
  id: 'conf-include-kind',
  summary: 'Report includes that name a folder or something else that is no file',
  severity: 'warning',
  scope: 'workspace',
  files: 'all',
  *check({ workspace, uri, facts }) {
    if (facts.role === 'loose') return;
    for (const include of includesOf(workspace, uri, configDirectoryOf(workspace, uri))) {
      if (include.state === 'not-regular') {
        yield {
          span: shift(include.directive.line.argumentSpan, include.directive.start),
          message:
            'Expected a file: Asterisk reads no folders or devices; for the files in a folder write "folder/*.conf"',
        };
      }
    }
  },
};
