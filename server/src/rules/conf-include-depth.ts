import { shift } from '../text/span.ts';
import { includesOf } from '../workspace/includes.ts';
import { configDirectoryOf, depthOf, MAX_INCLUDE_DEPTH } from '../workspace/workspace.ts';
import type { FileRule } from './rule.ts';

/** Includes below the tenth level count as not found (main/config.c, `MAX_INCLUDE_LEVEL`). */
export const confIncludeDepth: FileRule = {
  id: 'conf-include-depth',
  summary: 'Report includes that are nested too deeply',
  severity: 'warning',
  scope: 'workspace',
  files: 'all',
  *check({ workspace, uri }) {
    if (depthOf(workspace, uri) < MAX_INCLUDE_DEPTH) return;
    for (const include of includesOf(workspace, uri, configDirectoryOf(workspace, uri))) {
      yield {
        span: shift(include.directive.line.argumentSpan, include.directive.start),
        message: `Include nested too deeply: Asterisk follows ${String(MAX_INCLUDE_DEPTH)} levels and reads nothing here`,
      };
    }
  },
};
