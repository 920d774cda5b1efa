import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { Fix, PlacedLine, SectionContext, SectionRule } from './rule.ts';
import { networkOf } from './support/accessRules.ts';
import { withoutLine } from './support/valueParts.ts';

/**
 * Call tokens keep forged senders from using up all call numbers (channels/chan_iax2.c, `calltoken_required`;
 * AST-2009-006). VICIdial switches them off in every account of its own and offers no way to change that.
 */
export const iaxCalltoken: SectionRule = {
  id: 'iax-calltoken',
  summary: 'Report call tokens that are switched off for a device or for everyone',
  severity: 'warning',
  scope: 'section',
  files: ['iax.conf'],
  *check(context) {
    for (const { entry, isForAll } of openLines(context)) {
      yield {
        span: shift(entry.line.valueSpan, entry.start),
        message: isForAll
          ? 'No address has to show a call token, so forged requests can use up all calls; list the networks of old devices only'
          : 'Call tokens are off: forged requests in the name of this device can use up all calls; expected yes or auto',
      };
    }
  },
  *fix(context, finding) {
    const found = openLines(context).find(
      ({ entry }) => entry.start + entry.line.valueSpan.start === finding.span.start,
    );
    if (found === undefined) return;
    if (found.isForAll) {
      const edit = withoutLine(context.lines, found.entry, context.section.length);
      if (edit === undefined) return;
      yield {
        title: 'Remove the line (very old devices can no longer call)',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [edit],
      };
      return;
    }
    yield change(finding.span, 'auto', true, 'asked for once the device has shown that it knows them');
    yield change(finding.span, 'yes', false, 'very old devices can no longer call');
  },
};

function change(
  span: { start: number; end: number },
  newText: string,
  isPreferred: boolean,
  why: string,
): Fix {
  return {
    title: `Change to "${newText}" (${why})`,
    safety: 'unsafe',
    isPreferred,
    edits: () => [{ span, newText }],
  };
}

interface OpenLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly isForAll: boolean;
}

function openLines({ facts, section, entries }: SectionContext): readonly OpenLine[] {
  if (facts.generator === 'vicidial') return [];
  const isGeneral = foldCase(section.header?.name ?? facts.sectionAtStart ?? '') === 'general';
  const found: OpenLine[] = [];
  for (const entry of entries) {
    const { key, value } = entry.line;
    const name = foldCase(key);
    if (isGeneral && name === 'calltokenoptional' && networkOf(value).isAll) {
      found.push({ entry, isForAll: true });
    }
    if (!isGeneral && name === 'requirecalltoken' && FALSE_WORD.test(value)) {
      found.push({ entry, isForAll: false });
    }
  }
  return found;
}

/** Words `ast_false` takes (main/utils.c). */
const FALSE_WORD = /^(?:no|false|[nf0]|off)$/i;
