/** Priorities, labels and hints that an extension has twice. main/pbx.c, `ast_add_extension2_lockopt`, keeps the first. */
import { extensionKey } from '../dialplan/pattern.ts';
import { shift, type Span } from '../text/span.ts';
import { contextParts, type ContextPart, type Repeated } from '../workspace/dialplan/contextPart.ts';
import type { FileContext, FileRule, Finding } from './rule.ts';

export const dialplanPriorityDuplicate: FileRule = {
  id: 'dialplan-priority-duplicate',
  summary: 'Report a priority, label or hint that an extension has twice',
  severity: 'warning',
  scope: 'file',
  files: ['extensions.conf'],
  *check({ workspace, uri, facts }: FileContext) {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const parts = contextParts(model, facts);
    const split = namesInSeveral(parts.map(({ value }) => value));
    const firsts = new Map<string, ReturnType<typeof firstsOf>>();
    for (const { placed, value: part } of parts) {
      for (const repeated of part.repeated) yield findingOf(repeated, uri, placed.start, placed.start);
      if (part.isTemplate || !split.has(part.name)) continue;
      const before = firsts.get(part.name) ?? firstsOf();
      firsts.set(part.name, before);
      for (const [one, first] of before.add(part, placed.start)) {
        yield findingOf({ ...one, first }, uri, placed.start, 0);
      }
    }
  },
};

/** Names of contexts that stand in more than one section; what stands in one is known from its part. */
function namesInSeveral(parts: readonly ContextPart[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const { name, isTemplate } of parts) {
    if (isTemplate) continue;
    if (seen.has(name)) several.add(name);
    else seen.add(name);
  }
  return several;
}

function findingOf(
  { what, name, extension, span, first }: Repeated,
  uri: string,
  start: number,
  firstStart: number,
): Finding {
  const shown = what === 'hint' ? 'hint' : what === 'label' ? `label "${name}"` : `priority ${name}`;
  return {
    span: shift(span, start),
    message: `Duplicate ${shown} of "${extension}", Asterisk keeps the first and drops this one`,
    related: [{ uri, span: shift(first, firstStart), message: 'The first one' }],
  };
}

/** The priorities one context has so far, from all of its sections, each with the place of the first one in the file. */
function firstsOf(): {
  /** Takes one more section in, and gives what an earlier one has already. */
  readonly add: (part: ContextPart, start: number) => readonly (readonly [Omit<Repeated, 'first'>, Span])[];
} {
  const known = new Map<string, Map<number | string, Span>>();
  return {
    add: (part, start) => {
      const repeated: (readonly [Omit<Repeated, 'first'>, Span])[] = [];
      for (const extension of part.extensions) {
        const key = keyOf(extension);
        const priorities = known.get(key) ?? new Map<number | string, Span>();
        known.set(key, priorities);
        const { text, callerId } = extension;
        const shown = callerId === undefined ? text : `${text}/${callerId}`;
        for (const [priority, span] of extension.priorities) {
          const first = priorities.get(priority);
          if (first === undefined) priorities.set(priority, shift(span, start));
          else repeated.push([{ what: 'priority', name: String(priority), extension: shown, span }, first]);
        }
      }
      return repeated;
    },
  };
}

function keyOf({ text, callerId }: { readonly text: string; readonly callerId?: string }): string {
  return `${extensionKey(text)}${callerId === undefined ? '' : `/${callerId}`}`;
}
