/** Finds register lines that the driver divides otherwise than their writer most likely meant. */
import type { RegisterProblem } from '../register/shape.ts';
import { placeOf, registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import { generateFix, quoteFix } from './registerFixes.ts';
import type { SectionRule } from './rule.ts';

/** Asterisk main/app.c, __ast_app_separate_args (sip.conf); channels/chan_iax2.c, iax2_register (iax.conf). */
export const registerSplit: SectionRule = {
  id: 'register-split',
  summary: 'Report characters in register lines at which Asterisk cuts the secret',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      for (const problem of splitsOf(line)) {
        if (problem.span !== undefined) yield { span: placeOf(line, problem.span), message: problem.message };
      }
    }
  },
  *fix({ facts, entries, settings }, finding) {
    for (const line of registerLines(facts.kind, entries)) {
      for (const problem of splitsOf(line)) {
        if (problem.span === undefined || problem.part !== 'secret') continue;
        if (placeOf(line, problem.span).start !== finding.span.start) continue;
        yield* quoteFix(line);
        const secret = line.parsed.apparentSecret;
        if (secret !== undefined && secret.start < secret.end) yield* generateFix(line, secret, settings);
      }
    }
  },
};

function splitsOf(line: RegisterLine): readonly RegisterProblem[] {
  if (line.isTemplate) return [];
  return line.parsed.problems.filter(({ code }) => code === 'split');
}
