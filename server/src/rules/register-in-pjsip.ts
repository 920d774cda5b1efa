/** Finds register lines in files of chan_pjsip, which has sections for that, and rewrites them. */
import { parseSipRegister } from '../register/chanSip.ts';
import type { RegisterFields } from '../register/shape.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
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
  const { user, host, secret, authuser, peer, domain } = fields;
  if (user === undefined || host === undefined || !isUriUser(user) || !isUriHost(host)) return undefined;
  if (domain !== undefined && !isUriHost(domain)) return undefined;
  if (authuser !== undefined && !isPlain(authuser)) return undefined;
  if (secret !== undefined && secret.trim() !== secret) return undefined;
  if (fields.callback !== undefined && !isUriUser(fields.callback)) return undefined;
  const name = peer !== undefined && /^[\w.-]+$/.test(peer) ? peer : user.replace(/[^\w.-]/g, '');
  if (name === '') return undefined;
  const auth = [
    `[${name}-auth]`,
    'type=auth',
    'auth_type=userpass',
    `username=${escape(authuser ?? user)}`,
    ...(secret === undefined ? [] : [`password=${escape(secret)}`]),
  ];
  return [`[${name}-registration]`, ...registrationOptions(fields, `${name}-auth`), '', ...auth];
}

function registrationOptions(fields: RegisterFields, auth: string): readonly string[] {
  const { transport, user = '', host = '', port, domain, callback, expiry } = fields;
  const standard = transport === 'tls' ? 5061 : 5060;
  const at = port === undefined || port === standard ? host : `${host}:${port}`;
  const parameter = transport === undefined || transport === 'udp' ? '' : `\\;transport=${transport}`;
  return [
    'type=registration',
    `server_uri=sip:${at}${parameter}`,
    `client_uri=sip:${user}@${domain ?? host}`,
    `outbound_auth=${auth}`,
    ...(callback === undefined || callback === 's' ? [] : [`contact_user=${callback}`]),
    ...(expiry === undefined || expiry <= 0 ? [] : [`expiration=${expiry}`]),
  ];
}

function isUriUser(text: string): boolean {
  return /^[\w.+~*'()!-]+$/.test(text);
}

function isUriHost(text: string): boolean {
  return /^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(text);
}

function isPlain(text: string): boolean {
  return text.trim() === text && !/\p{Cc}/u.test(text);
}

/** The text as it has to stand behind the `=` of a conf file. */
function escape(text: string): string {
  const escaped = text.replaceAll(';', '\\;');
  // One ">" right behind the "=" would be dropped.
  return escaped.startsWith('>') ? ` ${escaped}` : escaped;
}
