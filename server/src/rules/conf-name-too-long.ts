import { byteLength, bytePrefix } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { perSection } from '../workspace/perSection.ts';
import type { FileRule } from './rule.ts';

/** Section names are stored cut to 79 bytes (include/asterisk/config.h, `ast_category`; main/config.c, `ast_category_new`). */
export const confNameTooLong: FileRule = {
  id: 'conf-name-too-long',
  summary: 'Report section names that Asterisk cuts',
  severity: 'warning',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri, facts }) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const { encoding } = model.tree;
    for (const { placed, value } of longHeaders(model, facts)) {
      const { name, nameSpan } = value;
      if (byteLength(name, encoding) <= MAX_NAME_BYTES) continue;
      const cut = Math.min(bytePrefix(name, MAX_NAME_BYTES, encoding), nameSpan.end - nameSpan.start);
      yield {
        span: shift({ start: nameSpan.start + cut, end: nameSpan.end }, placed.start),
        message: `Section name over ${String(MAX_NAME_BYTES)} bytes: Asterisk cuts it here, and references to the full name find nothing`,
      };
    }
  },
};

const MAX_NAME_BYTES = 79;

/** Headers whose names may be too long in some encoding. */
const longHeaders = perSection(({ section: { header } }) =>
  header?.isClosed === true && header.name.length * 3 > MAX_NAME_BYTES ? header : undefined,
);
