import { foldCase } from '../text/ascii.ts';
import { chainOf, valuesIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';
import { hasUnreadLines } from './support/unreadLines.ts';
import { requiredOptions } from './support/requiredOptions.ts';
import { headerSpan } from './support/sectionTypes.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { allValues, objectType, type Values } from './support/sectionValues.ts';

/**
 * Objects without an option they cannot do without: the `_apply` handlers of res_pjsip refuse them. Silent where an include
 * was not found: secrets often stand in a file of their own, in sections that continue these with `(+)`.
 */
export const optionMissing: FileRule = {
  id: 'option-missing',
  summary: 'Report objects of pjsip.conf that lack a required option',
  severity: 'error',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    const { workspace, uri, facts } = context;
    for (const object of sectionsWhere(workspace, uri, isLacking)) {
      const type = objectType(object) ?? '';
      const lacking = missingIn(context, object.placed, requiredOptions.get(type) ?? []);
      if (lacking.length === 0) continue;
      if (hasUnreadLines(workspace, facts)) return;
      const list = lacking.map((group) => group.join(' or ')).join(', ');
      yield {
        span: headerSpan(object.placed),
        message: `Missing ${list}: Asterisk refuses an object of type ${type} without it`,
      };
    }
  },
};

/** Objects that nothing known of them gives an option they need; made once, since what it said is kept. */
function isLacking(object: Values): boolean {
  const wanted = requiredOptions.get(objectType(object) ?? '');
  if (wanted === undefined || !object.isComplete) return false;
  return !wanted.every((group) => allValues(object, ...group).some(({ value }) => value !== ''));
}

/** What no line of the section, its parents or its continuations says; empty where not all of them are known. */
function missingIn(
  { workspace, uri }: FileContext,
  placed: Parameters<typeof headerSpan>[0],
  wanted: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const chain = chainOf(workspace, uri, placed);
  if (!chain.isComplete || chain.isTemplate) return [];
  const values = valuesIn(chain);
  const has = (name: string): boolean =>
    values.some((one) => foldCase(one.name) === name && one.value !== '');
  // A transport over an existing flow has no address of its own (res/res_pjsip/config_transport.c).
  if (values.some((one) => foldCase(one.name) === 'protocol' && foldCase(one.value) === 'flow')) return [];
  return wanted.filter((group) => !group.some(has));
}
