/** Jumps to contexts, extensions, priorities and labels that are not there. */
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
import type { ContextPart, Target } from '../workspace/dialplan/contextPart.ts';
import { extensionsMatching, type DialplanIndex, type Reach } from '../workspace/dialplan/dialplanIndex.ts';
import { perPart } from '../workspace/dialplan/perPart.ts';
import { definitionsOf } from '../workspace/symbols.ts';
import { nearestName } from '../workspace/symbols/unresolved.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isMadeContext, knowsAllContexts } from './support/contexts.ts';
import { changeTo } from './support/deadNames.ts';

interface Dead {
  readonly span: Span;
  readonly what: 'context' | 'extension' | 'priority';
  readonly name: string;
  /** The context that was looked in, or that is not there. */
  readonly context: string;
  readonly extension?: string;
  readonly near?: string;
}

const dead = perPart<Dead>((part, index) =>
  part.targets.flatMap((target) => {
    const found = part.isTemplate ? undefined : judge(part, target, index);
    return found === undefined ? [] : [found];
  }),
);

/** main/pbx_builtins.c: `Goto` notices nothing; the call goes on at `i`, or ends. `Gosub` ends it at once. */
export const dialplanTargetMissing: FileRule = {
  id: 'dialplan-target-missing',
  summary: 'Report jumps of the dialplan that lead nowhere',
  severity: 'warning',
  scope: 'workspace',
  files: ['extensions.conf'],
  *check(context) {
    for (const one of findings(context)) yield { span: one.span, message: messageOf(context, one) };
  },
  *fix(context, finding) {
    for (const one of findings(context)) {
      if (one.span.start !== finding.span.start) continue;
      const near = nearOf(context, one);
      if (near !== undefined) yield changeTo(near, one.span);
    }
  },
};

function findings(context: FileContext): readonly Dead[] {
  const { workspace, uri, facts } = context;
  if (facts.role === 'loose') return [];
  const found = dead(workspace, uri);
  if (found.length === 0 || !knowsAllContexts(context)) return [];
  // Modules put extensions into contexts that options name, `regcontext` for one.
  return found.filter(
    ({ context: name }) =>
      !isMadeContext(name) &&
      !definitionsOf(workspace, uri, name, ['context']).some(({ isImplied }) => isImplied),
  );
}

function judge(part: ContextPart, target: Target, index: DialplanIndex): Dead | undefined {
  const { context, extension, priority, isContextOpen, isExtensionOpen, from } = target;
  if (isContextOpen) return undefined;
  const name = context?.text ?? part.name;
  if (context !== undefined && !index.contexts.has(name)) {
    return { what: 'context', name, context: name, span: context.span };
  }
  const dialled = extension?.text ?? from;
  if (isExtensionOpen || dialled === undefined || dialled === '') return undefined;
  // Nearly always the place is in the context itself.
  const own = { parts: index.contexts.get(name) ?? [], isOpen: false };
  if (isThere(own, dialled, priority?.text)) return undefined;
  const reach = context === undefined ? index.around(name) : index.within(name);
  if (reach.isOpen) return undefined;
  if (extension !== undefined && isAbsent(reach, dialled)) {
    return { what: 'extension', name: dialled, context: name, span: extension.span };
  }
  if (priority === undefined || /^[+-]/.test(priority.text)) return undefined;
  const labels = new Set<string>();
  const number = /^\d/.test(priority.text) ? Number.parseInt(priority.text, 10) : undefined;
  for (const one of extensionsMatching(reach, dialled)) {
    if (one.isVague) return undefined;
    if (number === undefined ? one.labels.has(priority.text) : one.priorities.has(number)) return undefined;
    for (const label of one.labels.keys()) labels.add(label);
  }
  const near = number === undefined ? closest(priority.text, labels) : undefined;
  return {
    what: 'priority',
    name: priority.text,
    context: name,
    extension: dialled,
    span: priority.span,
    ...(near === undefined ? {} : { near }),
  };
}

/** Whether the extension is among the parts, with the priority or label where one is given. */
function isThere(reach: Reach, number: string, priority: string | undefined): boolean {
  for (const { isVague, priorities, labels } of extensionsMatching(reach, number)) {
    if (isVague || priority === undefined) return true;
    if (/^\d/.test(priority) ? priorities.has(Number.parseInt(priority, 10)) : labels.has(priority)) {
      return true;
    }
  }
  return false;
}

function isAbsent(reach: Reach, number: string): boolean {
  for (const { isVague, priorities } of extensionsMatching(reach, number)) {
    if (isVague || priorities.size > 0) return false;
  }
  return true;
}

function nearOf({ workspace, uri }: FileContext, { what, name, near }: Dead): string | undefined {
  return what === 'context' && !name.startsWith('macro-')
    ? nearestName(workspace, uri, 'context', name)
    : near;
}

function messageOf(context: FileContext, one: Dead): string {
  const near = nearOf(context, one);
  const end = near === undefined ? '' : `, did you mean "${near}"?`;
  const { what, name, extension = '' } = one;
  if (name.includes('|')) {
    return 'Expected commas between context, extension and priority: "|" separates nothing';
  }
  switch (what) {
    case 'context':
      return `Unknown context "${name}", calls do not get there${end}`;
    case 'extension':
      return `Unknown extension "${name}" in context "${one.context}", calls do not get there`;
    case 'priority':
      return /^\d/.test(name)
        ? `Missing priority ${name} of extension "${extension}" in context "${one.context}"`
        : `Unknown label "${name}" of extension "${extension}" in context "${one.context}"${end}`;
  }
}
