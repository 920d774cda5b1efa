/** Brackets and quotes of the dialplan that are not closed. pbx/pbx_config.c and main/pbx_variables.c only log it. */
import { bracketProblems, type BracketProblem } from '../dialplan/brackets.ts';
import { contextLines, isContextName } from '../dialplan/sectionLines.ts';
import { rawSpan } from '../syntax/line.ts';
import { shift } from '../text/span.ts';
import type { Finding, SectionRule } from './rule.ts';

export const dialplanBrackets: SectionRule = {
  id: 'dialplan-brackets',
  summary: 'Report brackets and quotes of the dialplan that are not closed',
  severity: 'warning',
  scope: 'section',
  files: ['extensions.conf'],
  *check({ facts, section, entries }) {
    const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
    if (!isContextName(name)) return;
    for (const { entry, line } of contextLines(section, entries)) {
      if (line?.kind !== 'extension' || !/[$([{"]/.test(entry.line.value)) continue;
      if (TEMPLATE.test(entry.line.value)) continue;
      const [problem] = bracketProblems(entry.line.value, line);
      if (problem === undefined) continue;
      const span = shift(rawSpan(entry.line, problem.span), entry.start);
      const hasComment = entry.line.comments.some(({ start }) => start >= entry.line.valueSpan.end);
      yield { span, message: messageOf(problem, hasComment) } satisfies Finding;
    }
  },
};

/** Marks of template tools, which put in what is missing. */
const TEMPLATE = /\{\{|\{%|<%|\{#/;

function messageOf({ kind }: BracketProblem, hasComment: boolean): string {
  const cut = hasComment ? '; a ";" begins a comment unless it is written "\\;"' : '';
  switch (kind) {
    case 'application':
      return `Missing ")" at the end of the application${cut}`;
    case 'label':
      return `Missing ")" behind the label, Asterisk skips the line${cut}`;
    case 'extension':
      return 'Missing "]" in the pattern, it does not match what it should';
    case 'variable':
      return `Missing "}" for this "\${"${cut}`;
    case 'expression':
      return `Missing "]" for this "$["${cut}`;
    case 'function':
      return 'Missing ")" of the function before the "}"';
    case 'quote-in-expression':
      return 'Missing second quote in "$[…]", Asterisk cannot compute it';
    case 'hidden-by-quote':
      return 'Missing second quote, the commas behind this one separate nothing';
    case 'hidden-by-bracket':
      return 'Missing ")" for this "(", the commas behind it separate nothing';
    case 'extra':
      return 'Unexpected ")", there is no "(" for it';
    case 'tail':
      return 'Asterisk drops what stands behind the last ")"';
  }
}
