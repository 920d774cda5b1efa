import { lookup } from '../catalogue/lookup.ts';
import type { Option } from '../catalogue/option.ts';
import { isKnownIn } from '../catalogue/version.ts';
import { shift } from '../text/span.ts';
import { isCertain, type AsteriskVersion } from '../workspace/version.ts';
import type { Finding, SectionContext, SectionRule } from './rule.ts';
import { commentOut } from './support/commentOut.ts';
import { kindsWithOptions, optionElsewhere, optionSection, type OptionLine } from './support/optionLines.ts';

/** Options that the version the files are read for no longer knows. */
export const optionRemoved: SectionRule = {
  id: 'option-removed',
  summary: 'Report options that this version of Asterisk no longer reads',
  severity: 'warning',
  scope: 'section',
  files: kindsWithOptions,
  *check(context) {
    for (const gone of goneLines(context)) {
      const { line, start } = gone.entry;
      yield { span: shift(line.keySpan, start), ...describe(gone, context.version) };
    }
  },
  *fix(context, finding) {
    const gone = goneLines(context).find(
      ({ entry }) => entry.start + entry.line.keySpan.start === finding.span.start,
    );
    const section = optionSection(context);
    const use = gone?.option.deprecated?.use;
    const next =
      section === undefined || use === undefined
        ? undefined
        : lookup(section.kind, section.sectionKinds[0], use);
    if (next !== undefined && next.value.kind === gone?.option.value.kind) {
      yield {
        title: `Change to "${next.name}"`,
        safety: 'unsafe',
        edits: () => [{ span: finding.span, newText: next.name }],
      };
    }
    yield* commentOut(context.lines, finding, true);
  },
};

/** The oldest version that people still run and the catalogue knows. */
const OLDEST_RUN = 16;

/** Where nobody said which version it is, one that is still run may well read the option. */
function describe({ option, removed }: GoneLine, version: AsteriskVersion): Omit<Finding, 'span'> {
  const use = option.deprecated?.use;
  const instead = use === undefined ? 'remove the line' : `use ${use} instead`;
  if (isCertain(version)) {
    return {
      message: `Expected an option of Asterisk ${String(version.number)}: this one is no longer read, ${instead}`,
    };
  }
  const message = `Expected another option: Asterisk ${removed} and later do not read this one, ${instead}`;
  return isKnownIn({ removed }, OLDEST_RUN)
    ? { message: `${message}; if yours is older, choose its version`, severity: 'information' }
    : { message };
}

interface GoneLine extends OptionLine {
  readonly option: Option;
  /** The first version without it. */
  readonly removed: string;
}

function goneLines(context: SectionContext): readonly GoneLine[] {
  const section = optionSection(context);
  if (section === undefined) return [];
  const gone: GoneLine[] = [];
  for (const { entry, option } of section.lines) {
    const found =
      option ?? (section.kind === 'pjsip.conf' ? undefined : optionElsewhere(section.kind, entry.line.key));
    if (found?.removed === undefined || isFree(found)) continue;
    const { removed } = found;
    if (!isKnownIn({ removed }, context.version.number)) gone.push({ entry, option: found, removed });
  }
  return gone;
}

/** All names of users.conf are gone with the file itself, which its own finding tells once. */
function isFree({ name }: Option): boolean {
  return name === '*';
}
