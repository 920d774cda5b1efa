/** Finds options that come too late in `[general]` for the register lines above them. */
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { registerLines, type RegisterDriver, type RegisterLine } from '../workspace/registerLines.ts';
import type { EntryLine } from '../syntax/line.ts';
import type { PlacedLine, SectionContext, SectionRule } from './rule.ts';

/**
 * Both drivers handle a register line at once, with what they have read so far (channels/chan_sip.c, reload_config;
 * channels/chan_iax2.c, set_config).
 */
export const registerOrder: SectionRule = {
  id: 'register-order',
  summary: 'Report options that come after the register lines they are meant for',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    for (const { entry, missed } of lateOptions(context)) {
      const { key, keySpan } = entry.line;
      const lines = missed.length === 1 ? 'The register line' : `${missed.length} register lines`;
      const verb = missed.length === 1 ? 'does' : 'do';
      yield {
        span: shift(keySpan, entry.start),
        message: `${lines} above ${verb} not see this; move ${key} in front of the first register line`,
      };
    }
  },
  *fix(context, finding) {
    for (const { entry, missed } of lateOptions(context)) {
      const [first] = missed;
      if (first === undefined || entry.start + entry.line.keySpan.start !== finding.span.start) continue;
      const next = context.lines[entry.number + 1];
      const text = entry.text.replace(/\r$/, '');
      // A block comment that reaches into the line, or a last line without its end, would not survive the move.
      if (next === undefined || entry.line.depthBefore !== 0 || entry.line.depthAfter !== 0) continue;
      const lineEnd = entry.text.endsWith('\r') ? '\r\n' : '\n';
      yield {
        title: `Move ${entry.line.key} in front of the first register line`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [
          { span: { start: first.entry.start, end: first.entry.start }, newText: text + lineEnd },
          { span: { start: entry.start, end: next.start }, newText: '' },
        ],
      };
    }
  },
};

interface LateOption {
  readonly entry: PlacedLine<EntryLine>;
  /** Register lines above it that it would change; never empty. */
  readonly missed: readonly RegisterLine[];
}

const OPTIONS: Readonly<Record<RegisterDriver, ReadonlySet<string>>> = {
  sip: new Set(['defaultexpiry', 'defaultexpirey']),
  iax: new Set(['srvlookup']),
};

function* lateOptions({ facts, entries }: SectionContext): Generator<LateOption> {
  const lines = registerLines(facts.kind, entries);
  const driver = lines[0]?.driver;
  if (driver === undefined) return;
  for (const entry of entries) {
    if (!OPTIONS[driver].has(foldCase(entry.line.key)) || isDefault(driver, entry.line.value)) continue;
    const missed = lines.filter((line) => line.entry.start < entry.start && isConcerned(line));
    if (missed.length > 0) yield { entry, missed };
  }
}

/** A value that is in force anyway, so that the order does not matter. */
function isDefault(driver: RegisterDriver, value: string): boolean {
  if (driver === 'sip') return /^0*120$/.test(value);
  return !/^(?:yes|true|[yt1]|on)$/i.test(value);
}

function isConcerned(line: RegisterLine): boolean {
  if (!line.parsed.ok) return false;
  const has = (name: string): boolean => line.parsed.parts.some((part) => part.name === name);
  if (line.driver === 'sip') return !has('expiry');
  // Addresses are never looked up by SRV.
  return !/^[\d.]+$/.test(line.parsed.fields.host ?? '');
}
