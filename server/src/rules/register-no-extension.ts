/** Finds register lines of sip.conf that do not say where inbound calls go. */
import { exactPlaceOf, registerLines, wholePlaceOf, type RegisterLine } from '../workspace/registerLines.ts';
import type { SectionRule } from './rule.ts';

/** Asterisk channels/sip/config_parser.c: the contact user is `s` unless the line ends in `/extension`. */
export const registerNoExtension: SectionRule = {
  id: 'register-no-extension',
  summary: 'Suggest an extension for register lines whose calls all arrive at "s"',
  severity: 'hint',
  scope: 'section',
  files: ['sip.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      if (hasNoExtension(line)) {
        yield {
          span: wholePlaceOf(line),
          message: 'Missing "/extension" at the end: calls from this provider arrive at extension "s"',
        };
      }
    }
  },
  *fix({ facts, entries }, finding) {
    for (const line of registerLines(facts.kind, entries)) {
      const { user } = line.parsed.fields;
      if (!hasNoExtension(line) || wholePlaceOf(line).start !== finding.span.start) continue;
      if (user === undefined || !/^[\w+.-]+$/.test(user)) continue;
      const at = insertionPoint(line);
      const needsSlash = !line.parsed.parts.some(({ name }) => name === 'callback');
      yield {
        title: `Let calls arrive at extension ${user}`,
        safety: 'unsafe',
        edits: () => [
          { span: exactPlaceOf(line, { start: at, end: at }), newText: `${needsSlash ? '/' : ''}${user}` },
        ],
      };
    }
  },
};

function hasNoExtension(line: RegisterLine): boolean {
  const { ok, fields, parts, problems } = line.parsed;
  if (!ok || line.isTemplate || fields.callback !== 's') return false;
  // An odd line has other worries first.
  if (problems.some(({ code }) => code === 'split' || code === 'no-host' || code === 'truncated')) {
    return false;
  }
  return parts.find(({ name }) => name === 'callback')?.value !== 's';
}

/** Where the extension belongs: in front of `~expiry`, or at the end. */
function insertionPoint(line: RegisterLine): number {
  const find = (name: string) => line.parsed.parts.find((part) => part.name === name)?.span;
  const callback = find('callback');
  if (callback !== undefined) return callback.start;
  const expiry = find('expiry');
  return expiry === undefined ? line.value.length : line.value.lastIndexOf('~', expiry.start);
}
