import { shift } from '../text/span.ts';
import { lastIn } from '../workspace/sectionChain.ts';
import { factsOf, filesOfRoot, type Workspace } from '../workspace/workspace.ts';
import type { FileContext, FileRule, Finding, Fix } from './rule.ts';
import { isTrue, sidesOf } from './support/deviceDoors.ts';
import { entryIn, generalSection, isLocalOnly, noGeneral } from './support/generalSection.ts';
import { hasValue, type Values } from './support/sectionValues.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { lineAfter } from './support/valueParts.ts';

/** `context` of `[general]` is `default` unless set (channels/sip/include/sip.h, `DEFAULT_CONTEXT`). */
export const sipDefaultContext: FileRule = {
  id: 'sip-default-context',
  summary: 'Report servers that let unknown callers into the context "default"',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    const found = unchosen(context);
    if (found !== undefined) yield found.finding;
  },
  *fix(context) {
    const fix = unchosen(context)?.fix;
    if (fix !== undefined) yield fix;
  },
};

const TITLE = 'Send them to the context "public" (to be made in extensions.conf)';

function unchosen({
  workspace,
  uri,
  facts,
}: FileContext): { readonly finding: Finding; readonly fix?: Fix } | undefined {
  if (facts.role === 'loose') return undefined;
  const general = generalSection(workspace, uri);
  if (general === undefined) {
    const place = noGeneral(workspace, uri);
    if (place === undefined) return undefined;
    const missing =
      'Missing [general] with a context: callers without a password reach the context "default"; name one that holds only what they may reach';
    return {
      finding: { span: place.span, message: missing },
      fix: fixOf(TITLE, place.adding('context=public')),
    };
  }
  if (!general.chain.isComplete || isLocalOnly(general)) return undefined;
  const value = lastIn(general.chain, 'context');
  const guests = lastIn(general.chain, 'allowguest');
  // With guests kept out, only devices that name no context of their own end up there.
  const isOpen = guests === undefined || isTrue(guests.value);
  if (!isOpen && !hasDeviceWithout(workspace, uri)) return undefined;
  const severity = isOpen ? {} : ({ severity: 'information' } as const);
  const who = isOpen ? 'Callers without a password' : 'Devices without a context of their own';
  const message = `${who} reach the context "default"; name one that holds only what they may reach`;
  if (value !== undefined) {
    const entry = value.value === 'default' ? entryIn(workspace, uri, value) : undefined;
    if (entry === undefined) return undefined;
    const span = shift(entry.line.valueSpan, entry.start);
    return { finding: { span, message, ...severity }, fix: fixOf(TITLE, { span, newText: 'public' }) };
  }
  if (!general.isComplete || general.uri !== uri) return undefined;
  const { header } = general;
  if (header.line.kind !== 'header') return undefined;
  const finding = {
    span: shift(header.line.nameSpan, header.start),
    message: `Missing context: ${lower(message)}`,
    ...severity,
  };
  const edit = lineAfter(header, 'context=public');
  return { finding, ...(edit === undefined ? {} : { fix: fixOf(TITLE, edit) }) };
}

/** Whether a device of the root that can call names no context of its own. */
function hasDeviceWithout(workspace: Workspace, uri: string): boolean {
  const files = filesOfRoot(workspace, factsOf(workspace, uri).root ?? uri);
  return files.some((file) => sectionsWhere(workspace, file, isWithoutContext).next().done !== true);
}

function isWithoutContext(device: Values): boolean {
  const { isUser, isPeer } = sidesOf(device, 'sip.conf');
  return (isUser || isPeer) && device.isComplete && !hasValue(device, 'context');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function fixOf(title: string, edit: ReturnType<Fix['edits']>[number]): Fix {
  return { title, safety: 'unsafe', edits: () => [edit] };
}
