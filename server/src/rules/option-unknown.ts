import { lookup, optionFile } from '../catalogue/lookup.ts';
import type { OptionFile } from '../catalogue/option.ts';
import { isKnownIn } from '../catalogue/version.ts';
import { shift } from '../text/span.ts';
import { isCertain } from '../workspace/version.ts';
import type { Finding, SectionContext, SectionRule } from './rule.ts';
import { commentOut } from './support/commentOut.ts';
import { driverOf } from './support/otherDriver.ts';
import {
  kindsWithOptions,
  nearName,
  optionElsewhere,
  optionSection,
  placeName,
  type OptionLine,
  type OptionSection,
} from './support/optionLines.ts';

/**
 * A name nobody reads. chan_sip and chan_iax2 skip it without a word; main/config_options.c refuses a whole pjsip object
 * for it, and a whole file such as confbridge.conf. Names with `@` are free data.
 */
export const optionUnknown: SectionRule = {
  id: 'option-unknown',
  summary: 'Report options that Asterisk does not know',
  severity: 'hint',
  scope: 'section',
  // Every module reads its own options from users.conf, so no name is unknown there.
  files: kindsWithOptions.filter((kind) => kind !== 'users.conf'),
  *check(context) {
    const section = optionSection(context);
    if (section === undefined) return;
    for (const line of section.lines) {
      const found =
        line.option === undefined
          ? judge(section, line)
          : (ofWizard(section, line) ?? tooNew(context, section, line));
      if (found !== undefined) yield found;
    }
  },
  *fix(context, finding) {
    const section = optionSection(context);
    const line = section?.lines.find(
      ({ entry }) => entry.start + entry.line.keySpan.start === finding.span.start,
    );
    if (section === undefined || line === undefined || line.option !== undefined) return;
    const near = nearName(section, line.entry.line.key);
    if (near !== undefined) {
      yield {
        title: `Change to "${near}"`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span: finding.span, newText: near }],
      };
    }
    if (optionFile(section.kind)?.onUnknown === undefined) yield* commentOut(context.lines, finding);
  },
};

function judge(section: OptionSection, { entry }: OptionLine): Finding | undefined {
  const { key, keySpan } = entry.line;
  if (key.startsWith('@') || key === '') return undefined;
  const span = shift(keySpan, entry.start);
  const elsewhere = optionElsewhere(section.kind, key);
  const cost = optionFile(section.kind)?.onUnknown;
  if (elsewhere !== undefined && cost === undefined) return undefined;
  if (elsewhere === undefined && driverOf(section.kind, key) !== undefined) return undefined;
  const near = nearName(section, key);
  const place = elsewhere?.in.find((one) => one !== 'realtime');
  const belongs = place === undefined ? '' : `, it belongs into ${placeName([place])}`;
  const hint = near === undefined ? belongs : `, did you mean "${near}"?`;
  const message = `Unknown option in ${placeName(section.sectionKinds)}: ${effectOf(cost)}${hint}`;
  if (cost !== undefined) return { span, message, severity: 'error' };
  return near === undefined ? { span, message } : { span, message, severity: 'information' };
}

function effectOf(cost: OptionFile['onUnknown']): string {
  switch (cost) {
    case 'section':
      return 'Asterisk refuses the whole object';
    case 'file':
      return 'Asterisk refuses the whole file';
    case 'start':
      return 'Asterisk does not start';
    case undefined:
      return 'Asterisk skips the line';
  }
}

/** What stands before the `/` of an option of pjsip_wizard.conf, and the object its option goes to. */
const WIZARD_OBJECTS: ReadonlyMap<string, string> = new Map([
  ['endpoint', 'endpoint'],
  ['aor', 'aor'],
  ['inbound_auth', 'auth'],
  ['outbound_auth', 'auth'],
  ['identify', 'identify'],
  ['registration', 'registration'],
]);

/** The wizard hands the rest of the name on to an object of pjsip.conf, which is refused for what it does not know. */
function ofWizard(section: OptionSection, { entry }: OptionLine): Finding | undefined {
  if (section.kind !== 'pjsip_wizard.conf') return undefined;
  const { key, keySpan } = entry.line;
  const at = key.indexOf('/');
  const type = WIZARD_OBJECTS.get(key.slice(0, Math.max(at, 0)));
  const rest = key.slice(at + 1);
  if (type === undefined || rest.startsWith('@') || lookup('pjsip.conf', type, rest) !== undefined) {
    return undefined;
  }
  return {
    span: shift({ start: keySpan.start + at + 1, end: keySpan.end }, entry.start),
    message: `Unknown option in ${placeName([type])}: Asterisk refuses the whole object`,
    severity: 'error',
  };
}

/** Only where somebody said which version it is. */
function tooNew(
  { version }: SectionContext,
  { kind, sectionKinds }: OptionSection,
  { entry, option }: OptionLine,
): Finding | undefined {
  if (option?.since === undefined || !isCertain(version)) return undefined;
  const since = sectionKinds.map((one) => option.scoped?.[one]?.since ?? option.since);
  if (since.some((one) => isKnownIn(one === undefined ? {} : { since: one }, version.number))) {
    return undefined;
  }
  const { key, keySpan } = entry.line;
  if (lookup(kind, sectionKinds[0], key) !== option) return undefined;
  const cost = optionFile(kind)?.onUnknown;
  const effect = effectOf(cost).replace('Asterisk ', '');
  return {
    span: shift(keySpan, entry.start),
    message: `Unknown to Asterisk ${String(version.number)}, which ${effect}: this option came with ${option.since}`,
    severity: cost === undefined ? 'information' : 'error',
  };
}
