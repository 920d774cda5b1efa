import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { SectionContext, SectionRule } from './rule.ts';
import { optionSection, type OptionLine } from './support/optionLines.ts';

/** Lines that undo what stands above them, or come too late for it. */
export const optionOrder: SectionRule = {
  id: 'option-order',
  summary: 'Report options that stand in the wrong order',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf'],
  *check(context) {
    for (const { late, message } of misplaced(context)) {
      yield { span: shift(late.entry.line.keySpan, late.entry.start), message };
    }
  },
  *fix(context, finding) {
    const found = misplaced(context).find(
      ({ late }) => late.entry.start + late.entry.line.keySpan.start === finding.span.start,
    );
    if (found === undefined) return;
    const { late, early } = found;
    const { line, text, start } = late.entry;
    const end = context.lines[late.entry.number + 1]?.start ?? context.section.length;
    if (end === start + text.length || line.depthBefore !== 0 || line.depthAfter !== 0) return;
    if (early.entry.line.depthBefore !== 0) return;
    const lineEnd = text.endsWith('\r') ? '\r\n' : '\n';
    const target = early.entry.start;
    yield {
      title: `Move ${line.key} in front of ${early.entry.line.key}`,
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [
        { span: { start: target, end: target }, newText: text.replace(/\r$/, '') + lineEnd },
        { span: { start, end }, newText: '' },
      ],
    };
  },
};

interface Misplaced {
  readonly late: OptionLine;
  /** The line it should stand in front of. */
  readonly early: OptionLine;
  readonly message: string;
}

/** What must come first in iax.conf (channels/chan_iax2.c, `set_config`, `build_peer`). */
const IAX_ORDERS: readonly {
  readonly name: string;
  readonly before: ReadonlySet<string>;
  readonly message: string;
}[] = [
  {
    name: 'bindport',
    before: new Set(['bindaddr']),
    message:
      'Expected bindport above bindaddr: the addresses above are bound already and keep the default port',
  },
  {
    name: 'bandwidth',
    before: new Set(['allow', 'disallow']),
    message: 'Expected bandwidth above allow and disallow: it replaces the codecs chosen above',
  },
];

function misplaced(context: SectionContext): readonly Misplaced[] {
  const section = optionSection(context);
  if (section === undefined) return [];
  const found: Misplaced[] = [];
  const first = new Map<string, OptionLine>();
  let lastHost: OptionLine | undefined;
  let early: OptionLine | undefined;
  for (const line of section.lines) {
    const { option, entry } = line;
    if (option === undefined) continue;
    const { value } = entry.line;
    const name = foldCase(option.name);
    if (name === 'allow' && !isNothing(value)) early ??= line;
    if (name === 'disallow' && foldCase(value) === 'all' && early !== undefined) {
      found.push({
        late: line,
        early,
        message: 'Expected disallow=all above allow: here it takes back every codec allowed above',
      });
      early = undefined;
    }
    if (section.kind !== 'iax.conf') continue;
    for (const order of IAX_ORDERS) {
      if (order.name !== name) continue;
      const other = [...order.before].map((one) => first.get(one)).find((one) => one !== undefined);
      if (other !== undefined) found.push({ late: line, early: other, message: order.message });
    }
    if (!first.has(name)) first.set(name, line);
    // For a device that registers, a port above or below its host is the default port all the same.
    if (name === 'host') lastHost = foldCase(value) === 'dynamic' ? undefined : line;
  }
  const port = first.get('port');
  if (port !== undefined && lastHost !== undefined) found.push(...hostBelow(section.lines, port, lastHost));
  return found;
}

/** A host below the port, unless a further port follows. */
function hostBelow(lines: readonly OptionLine[], port: OptionLine, host: OptionLine): readonly Misplaced[] {
  const { start } = host.entry;
  if (port.entry.start > start) return [];
  if (lines.some(({ option, entry }) => option === port.option && entry.start > start)) return [];
  const message = 'Expected host above port: the line with the host sets the port back to the default';
  return [{ late: host, early: port, message }];
}

/** Lists that allow nothing, so that nothing is lost. */
function isNothing(value: string): boolean {
  return value === '' || value.startsWith('!');
}
