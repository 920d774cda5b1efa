import { shift } from '../text/span.ts';
import { includesOf } from '../workspace/includes.ts';
import { configDirectoryOf, type Workspace } from '../workspace/workspace.ts';
import type { FileRule } from './rule.ts';

/** A file that includes itself, directly or through others: Asterisk reads it over and over, eleven levels deep. */
export const confIncludeLoop: FileRule = {
  id: 'conf-include-loop',
  summary: 'Report files that include themselves',
  severity: 'warning',
  scope: 'workspace',
  files: 'all',
  *check({ workspace, uri }) {
    const directory = configDirectoryOf(workspace, uri);
    for (const include of includesOf(workspace, uri, directory)) {
      if (!include.files.some((file) => reaches(workspace, file, uri, directory))) continue;
      yield {
        span: shift(include.directive.line.argumentSpan, include.directive.start),
        message:
          'Include loop: the file includes itself here, and Asterisk reads it again until its limit of ten levels',
      };
    }
  },
};

/** Whether including `from` leads back to `target`. */
function reaches(workspace: Workspace, from: string, target: string, directory: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
    if (uri === target) return true;
    if (seen.has(uri)) continue;
    seen.add(uri);
    for (const include of includesOf(workspace, uri, directory)) waiting.push(...include.files);
  }
  return false;
}
