/** Finds register lines the driver skips or can never send. Splits and ports have their own rules. */
import type { RegisterProblem } from '../register/shape.ts';
import {
  isCutByComment,
  placeOf,
  registerLines,
  wholePlaceOf,
  type RegisterLine,
} from '../workspace/registerLines.ts';
import type { Finding, SectionRule } from './rule.ts';
import { quoteFix } from './registerFixes.ts';

/** Asterisk channels/sip/config_parser.c, sip_parse_register_line; channels/chan_iax2.c, iax2_register. */
export const registerParse: SectionRule = {
  id: 'register-parse',
  summary: 'Report register lines that Asterisk skips or never sends',
  severity: 'error',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      if (line.isTemplate) continue;
      if (line.parsed.ok) yield* doubts(line);
      else if (!isCutByComment(line)) yield refusal(line);
    }
  },
  *fix({ facts, entries }, finding) {
    for (const line of registerLines(facts.kind, entries)) {
      if (line.driver !== 'sip' || line.parsed.ok) continue;
      const refused = refusal(line);
      if (refused.span.start !== finding.span.start || refused.message !== finding.message) continue;
      yield* quoteFix(line);
    }
  },
};

function refusal(line: RegisterLine): Finding {
  const problem = line.parsed.problems.find(({ code }) => REFUSALS.has(code));
  const message = problem?.message ?? 'Expected user:secret@host, Asterisk skips this line';
  const isWhole = problem?.span === undefined || isEverything(line, problem);
  return { span: isWhole ? wholePlaceOf(line) : placeOf(line, problem.span), message };
}

const REFUSALS: ReadonlySet<RegisterProblem['code']> = new Set(['format', 'invalid-port', 'no-host']);

function isEverything(line: RegisterLine, problem: RegisterProblem): boolean {
  return problem.span?.start === 0 && problem.span.end >= line.value.length;
}

/** Asterisk takes the line, but uses something else than it says, or nothing at all comes of it. */
function* doubts(line: RegisterLine): Generator<Finding> {
  for (const problem of line.parsed.problems) {
    if (problem.span === undefined) continue;
    const isDoubt =
      problem.code === 'no-host' ||
      (problem.code === 'invalid-transport' && !isSplit(line)) ||
      (problem.code === 'text-number' && problem.part === 'expiry');
    if (isDoubt) yield { span: placeOf(line, problem.span), message: problem.message, severity: 'warning' };
  }
}

function isSplit(line: RegisterLine): boolean {
  return line.parsed.problems.some(({ code }) => code === 'split');
}
