/** Finds ports of register lines that the driver reads as another number than they say. */
import type { RegisterProblem } from '../register/shape.ts';
import { exactPlaceOf, placeOf, registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import type { Fix, SectionRule } from './rule.ts';

/** Asterisk channels/sip/config_parser.c, port_str2int; channels/chan_iax2.c, iax2_append_register. */
export const registerPort: SectionRule = {
  id: 'register-port',
  summary: 'Report ports of register lines that Asterisk reads as another number',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      for (const problem of portProblems(line)) {
        if (problem.span !== undefined) yield { span: placeOf(line, problem.span), message: problem.message };
      }
    }
  },
  *fix({ facts, entries }, finding) {
    for (const line of registerLines(facts.kind, entries)) {
      for (const problem of portProblems(line)) {
        if (problem.span !== undefined && placeOf(line, problem.span).start === finding.span.start) {
          yield* portFixes(line, problem);
        }
      }
    }
  },
};

function portProblems(line: RegisterLine): readonly RegisterProblem[] {
  const { ok, problems } = line.parsed;
  if (!ok || line.isTemplate) return [];
  const isSplit = problems.some(({ code }) => code === 'split');
  return problems.filter(({ code, part }) => {
    if (code === 'invalid-domain-port') return !isSplit;
    if (code === 'invalid-port' || code === 'wrapped-port') return true;
    return code === 'text-number' && (part === 'port' || part === 'domainport');
  });
}

/** Letters that are easily typed or printed for a digit. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1' };

function* portFixes(line: RegisterLine, problem: RegisterProblem): Generator<Fix> {
  const { span, used } = problem;
  if (span === undefined || used === undefined) return;
  const written = line.value.slice(span.start, span.end);
  const replaceBy = (port: string, title: string, safety: Fix['safety'], isPreferred = false): Fix => ({
    title,
    safety,
    isPreferred,
    edits: () => [{ span: exactPlaceOf(line, span), newText: port }],
  });
  const meant = /^[\dOolI]+$/.test(written)
    ? Number(written.replace(/\D/g, (letter) => LOOK_ALIKES[letter] ?? letter))
    : 0;
  if (problem.code === 'invalid-port' && written.includes(':')) {
    return;
  }
  const isMeant = /[OolI]/.test(written) && meant >= 1 && meant <= 65535;
  if (isMeant) yield replaceBy(String(meant), `Write ${meant} with digits only`, 'unsafe', true);
  // Numbers followed by something that never was a digit: Asterisk goes on as before.
  else if (problem.code === 'text-number') {
    yield replaceBy(String(used), `Write ${used}, which Asterisk uses now`, 'safe', true);
  }
  const standard = standardPort(line);
  if (meant !== standard && !(problem.code === 'text-number' && used === standard)) {
    yield replaceBy(String(standard), `Use the standard port ${standard}`, 'unsafe', !isMeant);
  }
}

function standardPort(line: RegisterLine): number {
  if (line.driver === 'iax') return 4569;
  return line.parsed.fields.transport === 'tls' ? 5061 : 5060;
}
