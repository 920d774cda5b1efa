/** Finds registrations with only one of `line` and `endpoint`. */
import { lineProblems } from '../register/chanPjsip.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { chainOf } from '../workspace/sectionChain.ts';
import {
  optionsIn,
  registrationsIn,
  sectionsOfType,
  type TypedSection,
} from '../workspace/registrationSections.ts';
import type { FileContext, FileRule } from './rule.ts';
import { endOfSection, optionSpan } from './support/ownLines.ts';

/** Asterisk res/res_pjsip_outbound_registration.c, sip_outbound_registration_apply. */
export const pjsipRegistrationLine: FileRule = {
  id: 'pjsip-registration-line',
  summary: 'Report registrations that have only one of "line" and "endpoint"',
  severity: 'error',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    for (const { section, problem } of incomplete(context)) {
      yield { span: optionSpan(context.workspace, section, problem.option), message: problem.message };
    }
  },
  *fix(context, finding) {
    const { workspace } = context;
    for (const { section, problem } of incomplete(context)) {
      if (optionSpan(workspace, section, problem.option).start !== finding.span.start) continue;
      const end = endOfSection(workspace, section);
      if (end === undefined) continue;
      const insert = (text: string) => () => [
        { span: { start: end.offset, end: end.offset }, newText: end.lineEnd + text },
      ];
      if (problem.code === 'endpoint-without-line') {
        yield {
          title: 'Add line=yes',
          safety: 'unsafe',
          isPreferred: true,
          edits: insert('line=yes'),
        };
        continue;
      }
      for (const name of endpointsFor(context, section)) {
        yield { title: `Add endpoint=${name}`, safety: 'unsafe', edits: insert(`endpoint=${name}`) };
      }
    }
  },
};

function* incomplete({ workspace, uri }: FileContext) {
  for (const section of registrationsIn(workspace, uri)) {
    const chain = chainOf(workspace, uri, section.placed);
    if (!chain.isComplete) continue;
    const options = optionsIn(chain, 'line', 'endpoint');
    if ([...options.values()].some(isTemplateExpression)) continue;
    for (const problem of lineProblems(options)) yield { section, problem };
  }
}

const MOST_OFFERS = 3;

/** Endpoints of the file that log in as the registration does. */
function endpointsFor({ workspace, uri }: FileContext, registration: TypedSection): readonly string[] {
  const authOf = (section: TypedSection): string =>
    optionsIn(chainOf(workspace, uri, section.placed), 'outbound_auth').get('outbound_auth') ?? '';
  const auth = authOf(registration);
  if (auth === '') return [];
  const names: string[] = [];
  for (const endpoint of sectionsOfType(workspace, uri, 'endpoint')) {
    if (/^[\w.-]+$/.test(endpoint.name) && authOf(endpoint) === auth) names.push(endpoint.name);
    if (names.length === MOST_OFFERS) break;
  }
  return names;
}
