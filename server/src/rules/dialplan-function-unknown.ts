/** Functions that Asterisk does not have. main/pbx_functions.c, `ast_func_read`: an error in the log and no text. */
import { applicationsOf, assignedCalls, functionCalls, type FunctionCall } from '../dialplan/calls.ts';
import { functionNamed, isThere, nearFunction } from '../dialplan/catalogue/lookup.ts';
import { contextLines, isContextName, type ContextLine } from '../dialplan/sectionLines.ts';
import { rawSpan } from '../syntax/line.ts';
import { shift } from '../text/span.ts';
import { isCertain } from '../workspace/version.ts';
import type { Finding, SectionContext, SectionRule } from './rule.ts';

interface Unknown extends Finding {
  /** What to write instead. */
  readonly near?: string;
}

export const dialplanFunctionUnknown: SectionRule = {
  id: 'dialplan-function-unknown',
  summary: 'Report functions of the dialplan that Asterisk does not have',
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

/** func_odbc.conf makes functions, all of them `ODBC_…` unless it says otherwise. */
const MADE = 'ODBC_';

function* unknownIn({ facts, section, entries, version }: SectionContext): Generator<Unknown> {
  const own = section.header === undefined ? facts.sectionAtStart : section.header.name;
  if (!isContextName(own)) return;
  for (const one of contextLines(section, entries)) {
    const { entry } = one;
    for (const { name } of callsIn(one)) {
      if (name.text.startsWith(MADE)) continue;
      const known = functionNamed(name.text);
      const message =
        known === undefined
          ? undefined
          : isCertain(version) && !isThere(known, version.number)
            ? elsewhen(known, version.number)
            : '';
      if (message === '') continue;
      const span = shift(rawSpan(entry.line, name.span), entry.start);
      if (message !== undefined) yield { span, message, severity: 'warning' };
      else yield judge(name.text, span, version.number);
    }
  }
}

function callsIn({ entry, line }: ContextLine): readonly FunctionCall[] {
  const { value } = entry.line;
  if (line?.kind !== 'extension' || !value.includes('(')) return [];
  const start = line.application?.name.span.start;
  if (start === undefined) return [];
  const assigned = applicationsOf(value, line).flatMap((one) => assignedCalls(value, one));
  return [...assigned, ...functionCalls(value, start)];
}

function judge(name: string, span: Finding['span'], version: number): Unknown {
  const near = nearFunction(name, version);
  if (near === undefined) {
    return {
      span,
      message: `Unknown function "${name}", it gives no text unless a module of your own has it`,
    };
  }
  const isCase = near.toUpperCase() === name.toUpperCase();
  const reason = isCase ? 'capital and small letters count' : 'it gives no text';
  const message = `Unknown function "${name}", ${reason}: did you mean "${near}"?`;
  return { span, message, severity: 'warning', near };
}

function elsewhen(
  { name, since, goneFrom, outdated }: NonNullable<ReturnType<typeof functionNamed>>,
  version: number,
): string {
  const head = `Unknown function "${name}" in Asterisk ${String(version)}`;
  if (since !== undefined && version < since) return `${head}, it came with ${String(since)}`;
  const advice = outdated?.startsWith('use ') === true ? `: ${outdated}` : '';
  return `${head}, it is gone from ${String(goneFrom)} on${advice}`;
}
