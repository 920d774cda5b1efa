/** Finds register lines in files of chan_pjsip, which has sections for that, and rewrites them. */
import { parseSipRegister } from '../register/chanSip.ts';
import { writePjsipRegistration, type Account, type PjsipObject } from '../register/write.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { entryText } from '../syntax/writeEntry.ts';
import { shift } from '../text/span.ts';
import { DEFAULT_EXPIRY, isRegister } from '../workspace/registerLines.ts';
import type { SectionRule } from './rule.ts';

/** Asterisk res/res_pjsip_outbound_registration.c knows `type=registration` only. */
export const registerInPjsip: SectionRule = {
  id: 'register-in-pjsip',
  summary: 'Report register lines in pjsip.conf, where registrations are sections of their own',
  severity: 'error',
  scope: 'section',
  files: ['pjsip.conf', 'pjsip_wizard.conf'],
  *check({ facts, entries }) {
    const instead =
      facts.kind === 'pjsip.conf'
        ? 'a section with type=registration'
        : 'sends_registrations=yes in the section of the provider';
    for (const entry of entries) {
      if (isRegister(entry)) {
        yield {
          span: shift(entry.line.keySpan, entry.start),
          message: `Unknown option "register" in ${facts.kind ?? 'this file'}, write ${instead}`,
        };
      }
    }
  },
  *fix({ facts, entries, lines }, finding) {
    if (facts.kind !== 'pjsip.conf') return;
    for (const entry of entries) {
      if (!isRegister(entry) || entry.start + entry.line.keySpan.start !== finding.span.start) continue;
      if (entry.line.depthBefore !== 0 || entry.line.depthAfter !== 0) continue;
      const objects = rewritten(entry.line.value);
      const last = lines.at(-1);
      const next = lines[entry.number + 1];
      if (objects === undefined || last?.line.depthAfter !== 0) continue;
      const end = last.start + last.text.replace(/\r$/, '').length;
      const isLast = next === undefined;
      const lineEnd = entry.text.endsWith('\r') ? '\r\n' : '\n';
      const gap = last.text.trim() === '' ? [] : [''];
      const newText = [...gap, ...objects].map((text) => lineEnd + text).join('');
      yield {
        title: 'Rewrite as registration and auth sections',
        safety: 'unsafe',
        isPreferred: true,
        edits: () =>
          isLast
            ? [{ span: { start: entry.start, end }, newText: newText.slice(lineEnd.length) }]
            : [
                { span: { start: entry.start, end: next.start }, newText: '' },
                { span: { start: end, end }, newText },
              ],
      };
    }
  },
};

/** Lines of the sections that do the same; `undefined` where a part cannot be carried over for certain. */
function rewritten(value: string): readonly string[] | undefined {
  const { ok, fields, problems } = parseSipRegister(value, { defaultExpiry: DEFAULT_EXPIRY });
  if (!ok || problems.length > 0 || isTemplateExpression(value)) return undefined;
  const { user = '', host = '', secret, authuser, peer, domain, transport, port, callback, expiry } = fields;
  const name = peer !== undefined && /^[\w.-]+$/.test(peer) ? peer : user.replace(/[^\w.-]/g, '');
  if (name === '') return undefined;
  const standard = transport === 'tls' ? 5061 : 5060;
  const account: Account = {
    user,
    host,
    ...(secret === undefined ? {} : { secret }),
    ...(authuser === undefined ? {} : { authuser }),
    ...(domain === undefined ? {} : { domain }),
    ...(port === undefined || port === standard ? {} : { port }),
    ...(transport === undefined ? {} : { transport }),
    ...(callback === undefined ? {} : { extension: callback }),
    ...(expiry === undefined ? {} : { expiry }),
  };
  const names = { registration: `${name}-registration`, auth: `${name}-auth` };
  const objects = writePjsipRegistration(account, names);
  return objects.ok ? linesOfObjects(objects.written) : undefined;
}

function linesOfObjects(objects: readonly PjsipObject[]): readonly string[] | undefined {
  const lines: string[] = [];
  for (const { name, options } of objects) {
    if (lines.length > 0) lines.push('');
    lines.push(`[${name}]`);
    for (const [option, value] of options) {
      const line = entryText(option, '=', value);
      if (line === undefined) return undefined;
      lines.push(line);
    }
  }
  return lines;
}
