import type { FileRule } from './rule.ts';
import { deviceAt } from './support/openDevice.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import {
  allValues,
  entryOf,
  lastValue,
  nameSpan,
  objectType,
  placedLines,
  type Values,
} from './support/sectionValues.ts';
import { lineAfter } from './support/valueParts.ts';

/** `max_contacts` is 0 unless set, and every REGISTER then gets 403 (res/res_pjsip_registrar.c). */
export const pjsipAorNoContact: FileRule = {
  id: 'pjsip-aor-no-contact',
  summary: 'Report aor sections that nobody can register at and that name no address',
  severity: 'warning',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check({ workspace, uri }) {
    for (const aor of sectionsWhere(workspace, uri, isUnreachable)) {
      yield {
        span: nameSpan(aor),
        message:
          'Missing max_contacts: every phone that registers here gets 403 Forbidden; expected max_contacts, or contact for a fixed address',
      };
    }
  },
  *fix(context, finding) {
    const aor = deviceAt(context, finding);
    if (aor === undefined) return;
    const below = entryOf(aor, allValues(aor, 'type')[0]) ?? placedLines(aor)[0];
    const edit = below && lineAfter(below, 'max_contacts=1');
    if (edit === undefined) return;
    yield {
      title: 'Add max_contacts=1 (one phone may register)',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [edit],
    };
  },
};

function isUnreachable(aor: Values): boolean {
  if (lastValue(aor, 'max_contacts') !== undefined || lastValue(aor, 'contact') !== undefined) return false;
  return objectType(aor) === 'aor' && aor.isComplete;
}
