import { shift, type Span } from '../text/span.ts';
import type { FileContext, FileRule, Fix } from './rule.ts';
import { accessRulesOf, type AccessRule } from './support/accessRules.ts';
import { accessRules, hasAccessLines, sidesOf } from './support/deviceDoors.ts';
import type { KeptValue } from './support/ownValues.ts';
import { sectionsWhere, type SectionTest } from './support/sectionsWhere.ts';
import {
  allValues,
  entryOf,
  hasValue,
  isShared,
  nameSpan,
  objectType,
  placedLines,
  type ValuedSection,
  type Values,
} from './support/sectionValues.ts';
import { lineBefore, withoutLine } from './support/valueParts.ts';

/**
 * Lists of addresses in all three drivers: the last rule that fits decides, and where none fits the address is let in
 * (Asterisk main/acl.c, `ast_apply_acl`).
 */
export const sipAclPermitOnly: FileRule = {
  id: 'sip-acl-permit-only',
  summary: 'Report permit lines that keep nobody out or that a later deny undoes',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf'],
  *check(context) {
    for (const section of listSections(context)) {
      const trap = trapOf(section);
      if (trap !== undefined) yield { span: placeOf(section, trap.value), message: trap.message };
    }
  },
  *fix(context, finding) {
    for (const section of listSections(context)) {
      const trap = trapOf(section);
      if (trap === undefined || placeOf(section, trap.value).start !== finding.span.start) continue;
      const fix = trap.isUndone ? moveUp(section, trap) : denyFirst(section, trap);
      if (fix !== undefined) yield fix;
      return;
    }
  },
};

function* listSections({ workspace, uri, facts }: FileContext): Generator<ValuedSection> {
  if (facts.kind === 'pjsip.conf') {
    yield* sectionsWhere(workspace, uri, isPjsipTrap);
    return;
  }
  const test = facts.kind === 'iax.conf' ? isIaxTrap : isSipTrap;
  for (const device of sectionsWhere(workspace, uri, test)) {
    if (!isShared(workspace, uri, device)) yield device;
  }
}

function isPjsipTrap(object: Values): boolean {
  if (!isTrap(object)) return false;
  const type = objectType(object);
  return type === 'endpoint' || type === 'acl';
}

const isSipTrap = isDeviceTrap('sip.conf');
const isIaxTrap = isDeviceTrap('iax.conf');

function isDeviceTrap(kind: string): SectionTest {
  return (device) => {
    if (!isTrap(device)) return false;
    const { isUser, isPeer } = sidesOf(device, kind);
    return isUser || isPeer;
  };
}

function isTrap(section: Values): boolean {
  return hasAccessLines(section) && section.isComplete && trapOf(section) !== undefined;
}

interface Trap {
  readonly message: string;
  /** The line to point at. */
  readonly value: KeptValue;
  readonly isUndone: boolean;
  /** The `permit` line the `deny` belongs in front of. */
  readonly first: KeptValue;
  readonly rule: AccessRule;
}

function trapOf(section: Values): Trap | undefined {
  const rules = accessRules(section);
  if (rules.every(({ isAll }) => isAll)) return undefined;
  const lines = allValues(section, 'permit', 'deny');
  const isPermit = ({ key, value }: KeptValue): boolean =>
    (accessRulesOf(key, value) ?? []).some(({ isDeny, isAll }) => !isDeny && !isAll);
  const first = lines.find(isPermit);
  const rule = rules.find(({ isDeny, isAll }) => !isDeny && !isAll);
  if (first === undefined || rule === undefined) return undefined;
  if (!rules.some(({ isDeny }) => isDeny)) {
    if (hasValue(section, 'acl')) return undefined;
    const message =
      'Missing deny: permit alone keeps nobody out, since an address that fits no line is let in; deny all others first';
    return { message, value: first, isUndone: false, first, rule };
  }
  const undoing = rules.findLastIndex((one) => one.isDeny && one.isAll && one.family === rule.family);
  const lastPermit = rules.findLastIndex((one) => !one.isDeny && one.family === rule.family);
  if (undoing < lastPermit || lastPermit < 0) return undefined;
  const value = lines.findLast(({ key, value: text }) =>
    (accessRulesOf(key, text) ?? []).some((one) => one.isDeny && one.isAll && one.family === rule.family),
  );
  if (value === undefined) return undefined;
  const message =
    'Wrong order: this line comes last and refuses every address, those permitted above too; move it in front of the permit lines';
  return { message, value, isUndone: true, first, rule };
}

function placeOf(section: ValuedSection, value: KeptValue): Span {
  const entry = entryOf(section, value);
  return entry === undefined ? nameSpan(section) : shift(entry.line.keySpan, entry.start);
}

function denyFirst(section: ValuedSection, { first, rule }: Trap): Fix | undefined {
  const entry = entryOf(section, first);
  const all = rule.family === 'IPv6' ? '::/0' : '0.0.0.0/0.0.0.0';
  const edit = entry && lineBefore(entry, `deny=${all}`);
  if (edit === undefined) return undefined;
  return {
    title: `Add deny=${all} in front (only the permitted addresses get in from then on)`,
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [edit],
  };
}

function moveUp(section: ValuedSection, { first, value }: Trap): Fix | undefined {
  const target = entryOf(section, first);
  const moved = entryOf(section, value);
  if (target === undefined || moved === undefined || moved.start < target.start) return undefined;
  const { placed } = section;
  const removal = withoutLine(placedLines(section), moved, placed.start + placed.section.length);
  const insertion = lineBefore(target, moved.text.trim());
  if (removal === undefined || insertion === undefined) return undefined;
  return {
    title: 'Move the line in front of the permit lines',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [insertion, removal],
  };
}
