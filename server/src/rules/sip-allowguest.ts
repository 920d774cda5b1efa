import { shift } from '../text/span.ts';
import { lastIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule, Finding, Fix } from './rule.ts';
import { isTrue } from './support/deviceDoors.ts';
import { entryIn, generalSection, guestContext, isLocalOnly, noGeneral } from './support/generalSection.ts';
import { lineAfter } from './support/valueParts.ts';

/** `allowguest` is on unless `[general]` says otherwise (channels/chan_sip.c, `reload_config`). */
export const sipAllowguest: FileRule = {
  id: 'sip-allowguest',
  summary: 'Report servers that take calls from anyone without a password',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    const found = openDoor(context);
    if (found !== undefined) yield found.finding;
  },
  *fix(context) {
    const fix = openDoor(context)?.fix;
    if (fix !== undefined) yield fix;
  },
};

function openDoor({
  workspace,
  uri,
  facts,
}: FileContext): { readonly finding: Finding; readonly fix?: Fix } | undefined {
  if (facts.role === 'loose') return undefined;
  const general = generalSection(workspace, uri);
  if (general === undefined) return unwritten(workspace, uri);
  if (!general.chain.isComplete || isLocalOnly(general)) return undefined;
  const value = lastIn(general.chain, 'allowguest');
  const reach = `anyone who reaches this server can call into the context "${guestContext(general)}"`;
  if (value !== undefined) {
    const entry = isTrue(value.value) ? entryIn(workspace, uri, value) : undefined;
    if (entry === undefined) return undefined;
    const span = shift(entry.line.valueSpan, entry.start);
    return {
      finding: { span, message: `Guests are allowed: ${reach} without a password; expected no` },
      fix: closing('Change to "no"', { span, newText: 'no' }),
    };
  }
  if (!general.isComplete || general.uri !== uri) return undefined;
  const { header } = general;
  if (header.line.kind !== 'header') return undefined;
  const span = shift(header.line.nameSpan, header.start);
  const message = `Missing allowguest=no: ${reach} without a password`;
  const edit = lineAfter(header, 'allowguest=no');
  return {
    finding: { span, message },
    ...(edit === undefined ? {} : { fix: closing('Add allowguest=no', edit) }),
  };
}

/** Without `[general]` the driver's own settings count, and they let guests in. */
function unwritten(
  workspace: FileContext['workspace'],
  uri: string,
): { readonly finding: Finding; readonly fix?: Fix } | undefined {
  const place = noGeneral(workspace, uri);
  if (place === undefined) return undefined;
  const message =
    'Missing [general] with allowguest=no: anyone who reaches this server can call into the context "default" without a password';
  const edit = place.adding('allowguest=no');
  return { finding: { span: place.span, message }, fix: closing('Add [general] with allowguest=no', edit) };
}

function closing(title: string, edit: ReturnType<Fix['edits']>[number]): Fix {
  return {
    title: `${title} (providers must then match a section of their own)`,
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [edit],
  };
}
