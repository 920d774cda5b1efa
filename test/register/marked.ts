/** Renders a parsed register string so that its parts can be read off: `{user|100}:{secret|x}@{host|sip.example}`. */
import type { RegisterString } from '../../server/src/register/shape.ts';

/** The string with each part in braces, named; an empty part shows where it stands. */
export function marked(value: string, { parts }: RegisterString): string {
  let text = '';
  let last = 0;
  for (const { name, span } of parts) {
    text += `${value.slice(last, span.start)}{${name}|${value.slice(span.start, span.end)}}`;
    last = span.end;
  }
  return text + value.slice(last);
}

/** Codes of the problems with the text each one points at: `split@:`. */
export function problemsOf(value: string, { problems }: RegisterString): string {
  return problems
    .map(({ code, span }) => (span === undefined ? code : `${code}@${value.slice(span.start, span.end)}`))
    .join(' ');
}

/** Fields that differ from the text of their part, or without a part from the standard: `port=506 expiry=0`. */
export function fieldsOf(value: string, { parts, fields }: RegisterString): string {
  const written = new Map<string, string>(
    parts.map(({ name, span }) => [name, value.slice(span.start, span.end)]),
  );
  const isSip = fields.transport !== undefined;
  const standard: Readonly<Record<string, string>> = isSip
    ? { callback: 's', expiry: '120', port: '5060', transport: 'udp', authuser: written.get('user') ?? '' }
    : { port: '4569' };
  return Object.entries(fields)
    .map(([name, field]) => [name, String(field)] as const)
    .filter(([name, field]) => field !== (written.get(name) ?? standard[name] ?? ''))
    .map(([name, field]) => `${name}=${field}`)
    .sort()
    .join(' ');
}
