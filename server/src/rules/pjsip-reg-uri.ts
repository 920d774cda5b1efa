/** Finds addresses of registrations that pjsip cannot read, and such that a `;` cuts. */
import { parseSipUri } from '../register/sipUri.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { Finding, PlacedLine, SectionContext, SectionRule } from './rule.ts';

/** Asterisk res/res_pjsip_outbound_registration.c, sip_outbound_registration_apply; main/config.c for the `;`. */
export const pjsipRegUri: SectionRule = {
  id: 'pjsip-reg-uri',
  summary: 'Report addresses of registrations that Asterisk refuses or cuts off at a ";"',
  severity: 'error',
  scope: 'section',
  files: ['pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    for (const entry of addresses(context)) {
      const wrong = refusal(context, entry);
      if (wrong !== undefined) yield wrong;
      const cut = cutAt(entry);
      if (cut !== undefined) {
        const message =
          'Expected "\\;" before the parameter: Asterisk takes the rest of the line as a comment';
        yield { span: shift(cut, entry.start), message, severity: 'warning' };
      }
    }
  },
  *fix(context, finding) {
    for (const entry of addresses(context)) {
      const cut = cutAt(entry);
      if (cut !== undefined && entry.start + cut.start === finding.span.start) {
        const places = [...entry.text.slice(cut.start, cut.end).matchAll(/;/g)];
        yield {
          title: 'Write "\\;" so that the parameter counts',
          safety: 'unsafe',
          isPreferred: true,
          edits: () =>
            places.map(({ index }) => {
              const at = entry.start + cut.start + index;
              return { span: { start: at, end: at }, newText: '\\' };
            }),
        };
      }
      const { line } = entry;
      if (refusal(context, entry)?.span.start !== finding.span.start || finding.severity !== undefined) {
        continue;
      }
      const start = entry.start + line.valueSpan.start;
      if (!/^(?:sip|sips):/i.test(line.value) && parseSipUri(`sip:${line.value}`).ok) {
        yield {
          title: 'Put "sip:" in front',
          safety: 'unsafe',
          isPreferred: true,
          edits: () => [{ span: { start, end: start }, newText: 'sip:' }],
        };
      }
    }
  },
};

type Entry = PlacedLine<EntryLine>;

const OF_REGISTRATION: ReadonlySet<string> = new Set(['server_uri', 'client_uri', 'outbound_proxy']);
const OF_WIZARD: ReadonlySet<string> = new Set([
  'server_uri_pattern',
  'client_uri_pattern',
  'outbound_proxy',
  'registration/server_uri',
  'registration/client_uri',
  'registration/outbound_proxy',
]);

/** The last line of each option that holds an address, in sections that are registrations or may become one. */
function addresses({ facts, entries }: SectionContext): readonly Entry[] {
  const isWizard = facts.kind === 'pjsip_wizard.conf';
  const names = isWizard ? OF_WIZARD : OF_REGISTRATION;
  const last = new Map<string, Entry>();
  let type: string | undefined;
  for (const entry of entries) {
    const name = foldCase(entry.line.key);
    if (name === 'type') type ??= entry.line.value;
    else if (names.has(name)) last.set(name, entry);
  }
  if (last.size === 0) return [];
  const isFit = isWizard || type === 'registration' || (type === undefined && hasBoth(last));
  return isFit ? [...last.values()].filter(({ line }) => line.operator !== '+=') : [];
}

/** Where the type comes from a template: only registrations have both. */
function hasBoth(last: ReadonlyMap<string, Entry>): boolean {
  return last.has('server_uri') || last.has('client_uri');
}

function refusal({ facts }: SectionContext, entry: Entry): Finding | undefined {
  const { line, start } = entry;
  const name = foldCase(line.key);
  // Patterns are filled in first; a proxy is judged when it is used.
  if (facts.kind !== 'pjsip.conf' || name === 'outbound_proxy') return undefined;
  if (line.value === '' || mayBeFilledIn(line.value)) return undefined;
  const [problem] = parseSipUri(line.value).problems;
  if (problem === undefined) return undefined;
  return {
    span: shift(line.valueSpan, start),
    message: `${problem.message}, Asterisk refuses this section`,
  };
}

/** Marks of programs that fill in a place; a `$` in front of a name is one of them. */
const EXPRESSION = /<[A-Za-z_ -]+>|@[A-Z_]+@|__[A-Z]|%[A-Z_]+%|\$[A-Za-z]|[{}]/;

function mayBeFilledIn(value: string): boolean {
  return isTemplateExpression(value) || EXPRESSION.test(value);
}

/** The comment that follows the value without a blank and reads like parameters; counts from the line's start. */
function cutAt({ line, text }: Entry): { readonly start: number; readonly end: number } | undefined {
  const [comment] = line.comments;
  if (comment?.start !== line.valueSpan.end || line.depthAfter !== 0) return undefined;
  const words = /^(?:;[A-Za-z][\w.-]*(?:=[^\s;=]+)?)+/.exec(text.slice(comment.start, comment.end))?.[0];
  if (words === undefined) return undefined;
  const end = comment.start + words.length;
  // A remark in words, or a parameter.
  const rest = text.slice(end, comment.end);
  if (!/^\s*(?:;.*)?$/.test(rest)) return undefined;
  return /[=]|;lr\b/i.test(words) ? { start: comment.start, end } : undefined;
}
