/** Applications that Asterisk does not have. main/pbx.c, `pbx_extension_helper`: the call ends at such a line. */
import { applicationsOf } from '../dialplan/calls.ts';
import { applicationNamed, isThere, nearApplication, successorOf } from '../dialplan/catalogue/lookup.ts';
import { contextLines, isContextName } from '../dialplan/sectionLines.ts';
import { rawSpan } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { shownName } from '../text/printable.ts';
import { isCertain } from '../workspace/version.ts';
import type { Finding, SectionContext, SectionRule } from './rule.ts';

interface Unknown extends Finding {
  /** What to write instead. */
  readonly near?: string;
}

export const dialplanApplicationUnknown: SectionRule = {
  id: 'dialplan-application-unknown',
  summary: 'Report applications of the dialplan that Asterisk does not have',
  severity: 'hint',
  scope: 'section',
  files: ['extensions.conf'],
  *check(context) {
    for (const { span, message, severity } of unknownIn(context)) {
      yield { span, message, ...(severity === undefined ? {} : { severity }) };
    }
  },
  *fix(context, finding) {
    for (const { span, near } of unknownIn(context)) {
      if (near === undefined || span.start !== finding.span.start) continue;
      yield {
        title: `Change to "${near}"`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span, newText: near }],
      };
    }
  },
};

function* unknownIn({ facts, section, entries, version }: SectionContext): Generator<Unknown> {
  const own = section.header === undefined ? facts.sectionAtStart : section.header.name;
  if (!isContextName(own)) return;
  for (const { entry, line } of contextLines(section, entries)) {
    if (line?.kind !== 'extension') continue;
    for (const { name } of applicationsOf(entry.line.value, line)) {
      const place = (): Span => shift(rawSpan(entry.line, name.span), entry.start);
      const known = applicationNamed(name.text);
      if (known === undefined) {
        if (isPlain(name.text)) yield judge(name.text, place(), version.number);
      } else if (isCertain(version) && !isThere(known, version.number)) {
        yield { span: place(), message: elsewhen(known, version.number), severity: 'warning' };
      }
    }
  }
}

/** No text that a call or another program fills in. */
function isPlain(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name);
}

function judge(name: string, span: Span, version: number): Unknown {
  const shown = shownName(name);
  const successor = successorOf(name);
  if (successor !== undefined) {
    const message = `Unknown application "${shown}", it is long gone from Asterisk: use ${successor}`;
    return { span, message, severity: 'warning' };
  }
  const near = nearApplication(name, version);
  if (near === undefined) {
    return {
      span,
      message: `Unknown application "${shown}", calls end here unless a module of your own has it`,
    };
  }
  const message = `Unknown application "${shown}", calls end here: did you mean "${near}"?`;
  return { span, message, severity: 'warning', near };
}

function elsewhen(
  { name, since, goneFrom, outdated }: NonNullable<ReturnType<typeof applicationNamed>>,
  version: number,
): string {
  if (since !== undefined && version < since) {
    return `Unknown application "${name}" in Asterisk ${String(version)}, it came with ${String(since)}`;
  }
  const advice = outdated !== undefined && foldCase(outdated).startsWith('use ') ? `: ${outdated}` : '';
  return `Unknown application "${name}" in Asterisk ${String(version)}, it is gone from ${String(goneFrom)} on${advice}`;
}
