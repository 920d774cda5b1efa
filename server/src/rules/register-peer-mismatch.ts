/** Finds register lines whose secret differs from the one the peer for the same account has. */
import { parseIaxRegister } from '../register/chanIax2.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import { isPlaceholder, isTemplateExpression } from '../secrets/placeholder.ts';
import { shift } from '../text/span.ts';
import { DEFAULT_EXPIRY, exactPlaceOf, placeOf, type RegisterLine } from '../workspace/registerLines.ts';
import { trunksAt, type Trunk } from '../workspace/trunks.ts';
import type { FileContext, FileRule } from './rule.ts';
import { registersOfFile, type PlacedRegister } from './support/registersOfRoot.ts';

/** Asterisk channels/chan_sip.c, build_reply_digest: which secret is sent for a registration and for a call. */
export const registerPeerMismatch: FileRule = {
  id: 'register-peer-mismatch',
  summary: 'Report register lines with another secret than the peer of the same account',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    for (const { register, trunk } of mismatches(context)) {
      const place = `[${trunk.name}] has this host and this user too, but another secret`;
      yield {
        span: secretSpan(register),
        message: `${place}: one of the two is wrong, unless the provider gave you two`,
      };
    }
  },
  *fix(context, finding) {
    for (const { register, trunk } of mismatches(context)) {
      const span = secretSpan(register);
      const [secret, ...more] = trunk.secrets;
      if (span.start !== finding.span.start || secret === undefined || more.length > 0) continue;
      if (!readsBack(register.line, secret)) continue;
      yield {
        title: `Take the secret of [${trunk.name}] here`,
        safety: 'unsafe',
        edits: () => [{ span, newText: secret }],
      };
    }
  },
};

function* mismatches(
  context: FileContext,
): Generator<{ readonly register: PlacedRegister; readonly trunk: Trunk }> {
  const { facts, workspace, uri } = context;
  if (facts.role === 'loose') return;
  for (const register of registersOfFile(context)) {
    const { parsed, isTemplate } = register.line;
    const { host, secret } = parsed.fields;
    const isOdd = parsed.problems.some(({ code }) => code === 'split' || code === 'truncated');
    if (!parsed.ok || isTemplate || isOdd || host === undefined || !isReal(secret)) continue;
    const trunk = trunksAt(workspace, uri, host).find((candidate) => differs(register.line, candidate));
    if (trunk !== undefined) yield { register, trunk };
  }
}

/** Same port and same user, and none of the secrets is that of the line. */
function differs({ parsed, driver }: RegisterLine, trunk: Trunk): boolean {
  const { user, authuser, secret = '', port } = parsed.fields;
  const standard = driver === 'iax' ? 4569 : parsed.fields.transport === 'tls' ? 5061 : 5060;
  if ((trunk.port ?? standard) !== (port ?? standard) || !trunk.isComplete || trunk.hasOtherProof) {
    return false;
  }
  if (!trunk.users.some((name) => name === user || name === authuser)) return false;
  return trunk.secrets.length > 0 && trunk.secrets.every((other) => isReal(other) && other !== secret);
}

function isReal(secret: string | undefined): boolean {
  return secret !== undefined && secret !== '' && !isTemplateExpression(secret) && !isPlaceholder(secret);
}

function secretSpan({ line, base }: PlacedRegister): { readonly start: number; readonly end: number } {
  const part = line.parsed.parts.find(({ name }) => name === 'secret');
  return shift(placeOf(line, part?.span ?? { start: 0, end: line.value.length }), base);
}

/** Whether the line still means the same with this secret in it, as it stands. */
function readsBack(line: RegisterLine, secret: string): boolean {
  const part = line.parsed.parts.find(({ name }) => name === 'secret');
  if (part === undefined || !/^[\w.+*!$%&=-]+$/.test(secret)) return false;
  const { start, end } = exactPlaceOf(line, part.span);
  if (end - start !== part.span.end - part.span.start) return false;
  const value = line.value.slice(0, part.span.start) + secret + line.value.slice(part.span.end);
  const parse = line.driver === 'sip' ? parseSipRegister : parseIaxRegister;
  const { ok, fields, problems } = parse(value, { defaultExpiry: DEFAULT_EXPIRY });
  return ok && problems.length === 0 && fields.secret === secret && fields.user === line.parsed.fields.user;
}
