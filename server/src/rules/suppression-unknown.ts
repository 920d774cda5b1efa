import type { FileRule } from './rule.ts';

/** A suppression comment that names no rule. The engine finds these while it applies suppressions (`suppress.ts`). */
export const suppressionUnknown: FileRule = {
  id: 'suppression-unknown',
  summary: 'Report suppression comments that name no rule',
  severity: 'warning',
  scope: 'file',
  files: 'all',
  check: () => [],
};
