import { optionFile, optionsFor } from '../catalogue/lookup.ts';
import { isKnownIn } from '../catalogue/version.ts';
import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';
import { commentOut } from './support/commentOut.ts';
import {
  kindsWithOptions,
  optionElsewhere,
  optionSection,
  placeName,
  type OptionSection,
} from './support/optionLines.ts';

/** Options that Asterisk knows but does not read in this section, such as `secret` in `[general]` of sip.conf. */
export const optionScope: SectionRule = {
  id: 'option-scope',
  summary: 'Report options that Asterisk does not read in this section',
  severity: 'warning',
  scope: 'section',
  // Where such an option costs more than its line, option-unknown tells.
  files: kindsWithOptions.filter(
    (kind) => kind !== 'users.conf' && optionFile(kind)?.onUnknown === undefined,
  ),
  *check(context) {
    const section = optionSection(context);
    if (section === undefined) return;
    for (const { entry, option } of section.lines) {
      if (option !== undefined) continue;
      const other = optionElsewhere(section.kind, entry.line.key);
      if (
        other === undefined ||
        !isKnownIn(
          { ...(other.removed === undefined ? {} : { removed: other.removed }) },
          context.version.number,
        )
      ) {
        continue;
      }
      const places = other.in.filter((one) => one !== 'realtime');
      const where =
        places.length === 0
          ? 'only in database rows'
          : `only in ${places.map((one) => placeName([one])).join(' or ')}`;
      const meant = bindingName(section, entry.line.key);
      const hint = meant === undefined ? '' : `, did you mean "${meant}"?`;
      yield {
        span: shift(entry.line.keySpan, entry.start),
        message: `Expected another section: this option counts ${where} and is skipped here${hint}`,
      };
    }
  },
  *fix(context, finding) {
    const section = optionSection(context);
    const line = section?.lines.find(
      ({ entry }) => entry.start + entry.line.keySpan.start === finding.span.start,
    );
    const meant = section && line && bindingName(section, line.entry.line.key);
    if (meant !== undefined) {
      yield {
        title: `Change to "${meant}"`,
        safety: 'unsafe',
        edits: () => [{ span: finding.span, newText: meant }],
      };
    }
    yield* commentOut(context.lines, finding);
  },
};

/** `port` in `[general]` is where a device listens; what the server itself listens on is `bindport`. */
function bindingName({ kind, sectionKinds }: OptionSection, key: string): string | undefined {
  return optionsFor(kind, sectionKinds).find(`bind${key}`)?.name;
}
