/** Extensions and includes that no call gets to, since another extension of the context takes their numbers. */
import { covers } from '../dialplan/pattern.ts';
import type { Span } from '../text/span.ts';
import type { ContextPart, PartExtension } from '../workspace/dialplan/contextPart.ts';
import type { DialplanIndex } from '../workspace/dialplan/dialplanIndex.ts';
import { perPart } from '../workspace/dialplan/perPart.ts';
import type { FileRule } from './rule.ts';

interface Hidden {
  readonly span: Span;
  readonly message: string;
}

const hidden = perPart<Hidden>((part, index) =>
  part.isTemplate ? [] : [...hiddenExtensions(part, index), ...hiddenIncludes(part, index)],
);

/** main/pbx.c, `pbx_find_extension`: the own extensions in order of their patterns, then switches, then includes. */
export const dialplanUnreachable: FileRule = {
  id: 'dialplan-unreachable',
  summary: 'Report extensions and includes that another extension keeps calls from',
  severity: 'hint',
  scope: 'file',
  files: ['extensions.conf'],
  *check({ workspace, uri }) {
    yield* hidden(workspace, uri);
  },
};

/** `i` where every number fits, and patterns that fit nothing but what an equal one takes first. */
function hiddenExtensions(part: ContextPart, index: DialplanIndex): readonly Hidden[] {
  const found: Hidden[] = [];
  const own = index.contexts.get(part.name) ?? [];
  const all = own.flatMap(({ patterns }) => patterns).find(isCatchAll);
  if (all !== undefined) {
    for (const extension of part.exact.get('i') ?? []) {
      if (extension.written === undefined) continue;
      const message = `Unreachable: no number is invalid here, since "${all.text}" takes them all`;
      found.push({ span: extension.written, message });
    }
  }
  return found;
}

function isCatchAll({ text, callerId, priorities }: PartExtension): boolean {
  return callerId === undefined && /^_[.!]/.test(text) && priorities.has(1);
}

/** Includes of which every extension is taken by one of the context itself. */
function hiddenIncludes(part: ContextPart, index: DialplanIndex): readonly Hidden[] {
  const found: Hidden[] = [];
  if (part.includes.length === 0) return found;
  const own = index.contexts.get(part.name) ?? [];
  const takers = own
    .flatMap(({ patterns }) => patterns)
    .filter(({ callerId, priorities, isVague }) => callerId === undefined && !isVague && priorities.has(1));
  if (takers.length === 0) return found;
  for (const { text: name, span } of part.includes) {
    const reach = index.within(name);
    if (reach.isOpen) continue;
    const count = reach.parts.reduce((sum, one) => sum + one.extensions.length, 0);
    if (count === 0 || count > MOST_COMPARED) continue;
    const extensions = reach.parts.flatMap((one) => one.extensions);
    const by = new Set<string>();
    const isHidden = extensions.every((extension) => {
      const taker = takers.find(
        (one) => covers(one.matcher, extension.matcher) && lengthOf(extension) <= lengthOf(one),
      );
      if (taker !== undefined) by.add(taker.text);
      return taker !== undefined;
    });
    if (!isHidden) continue;
    const takes = [...by].map((text) => `"${text}"`).join(' and ');
    const message = `Unreachable: ${takes} of this context ${by.size === 1 ? 'takes' : 'take'} every number of "${name}" first`;
    found.push({ span, message });
  }
  return found;
}

/** More extensions than this are not compared one by one. */
const MOST_COMPARED = 200;

/** A number is looked for again at each priority, so a longer extension of an include comes through at its end. */
function lengthOf({ priorities }: PartExtension): number {
  return Math.max(...priorities.keys());
}
