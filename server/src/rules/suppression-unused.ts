import type { FileRule } from './rule.ts';

/** A suppression comment that silences nothing. The engine finds these while it applies suppressions (`suppress.ts`). */
export const suppressionUnused: FileRule = {
  id: 'suppression-unused',
  summary: 'Point out suppression comments that silence nothing',
  severity: 'information',
  scope: 'file',
  files: 'all',
  check: () => [],
};
