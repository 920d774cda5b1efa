/** Finds accounts that are registered twice at the same place. */
import { foldCase } from '../text/ascii.ts';
import { pathOf } from '../text/uri.ts';
import { configDirectoryOf } from '../workspace/workspace.ts';
import { relativePath } from '../text/uri.ts';
import type { RegisterLine } from '../workspace/registerLines.ts';
import type { FileContext, FileRule, Finding } from './rule.ts';
import { registersOfFile, registersOfRoot, type PlacedRegister } from './support/registersOfRoot.ts';

/** Asterisk channels/chan_sip.c, sip_register, keeps equal lines once; channels/chan_iax2.c keeps each of them. */
export const registerDuplicate: FileRule = {
  id: 'register-duplicate',
  summary: 'Report accounts that are registered twice at the same host',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    for (const { register, first } of duplicates(context)) yield findingOf(context, register, first);
  },
  *fix(context, finding) {
    const model = context.workspace.files.get(context.uri);
    for (const { register, first } of duplicates(context)) {
      if (register.span.start !== finding.span.start) continue;
      const { entry } = register.line;
      const start = register.base + entry.start;
      const end = start + entry.text.length + 1;
      if (model === undefined || end > model.tree.length || !isPlain(entry.line)) continue;
      yield {
        title: 'Remove this line',
        safety: isSameLine(register, first) ? 'safe' : 'unsafe',
        isPreferred: isSameLine(register, first),
        edits: () => [{ span: { start, end }, newText: '' }],
      };
    }
  },
};

function isPlain({ depthBefore, depthAfter }: { readonly depthBefore: number; readonly depthAfter: number }) {
  return depthBefore === 0 && depthAfter === 0;
}

/** Later lines of the file for an account that another line registers already. */
function* duplicates(
  context: FileContext,
): Generator<{ readonly register: PlacedRegister; readonly first: PlacedRegister }> {
  // The usual file has no register line at all.
  if (registersOfFile(context).length === 0) return;
  const seen = new Map<string, PlacedRegister>();
  for (const register of registersOfRoot(context)) {
    const key = accountOf(register.line);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, register);
    else if (register.uri === context.uri) yield { register, first };
  }
}

/** User, host, port and transport; `undefined` for lines the driver skips and such that a program fills in. */
function accountOf({ driver, parsed, isTemplate }: RegisterLine): string | undefined {
  if (!parsed.ok || isTemplate || (parsed.fields.host ?? '') === '') return undefined;
  const { user, domain, host, port, transport } = parsed.fields;
  return [driver, user, domain, foldCase(host ?? ''), port, transport].join('\n');
}

function isSameLine(one: PlacedRegister, other: PlacedRegister): boolean {
  return one.line.driver === 'sip' && one.line.value === other.line.value;
}

function findingOf(context: FileContext, register: PlacedRegister, first: PlacedRegister): Finding {
  const where = placeText(context, first);
  if (isSameLine(register, first)) {
    const message = `Duplicate register line, first on ${where}: Asterisk keeps it once, remove one`;
    return { span: register.span, message, severity: 'information' };
  }
  const message = `Duplicate registration of this account, first on ${where}: both renew it in turn, keep one`;
  return { span: register.span, message };
}

function placeText({ workspace, uri }: FileContext, place: PlacedRegister): string {
  const line = `line ${String(place.number + 1)}`;
  if (place.uri === uri) return line;
  const name = relativePath(configDirectoryOf(workspace, uri), place.uri) ?? pathOf(place.uri);
  return `${line} of ${name}`;
}
