import { linesOf, type PlacedLine } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type TextEdit } from '../text/span.ts';
import { perSection } from '../workspace/perSection.ts';
import { valuesIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule, Finding, Fix } from './rule.ts';
import { hasProof, isDynamic, limitsAddresses, sidesOf } from './support/deviceDoors.ts';
import { generalSection } from './support/generalSection.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { entryOf, isShared, lastValue, nameSpan, type Values } from './support/sectionValues.ts';
import { partsOf, valueWithout, withoutLine, type ValuePart } from './support/valueParts.ts';

/** Words that meant something before Asterisk 1.6.2, and what they meant (channels/chan_sip.c, `set_insecure_flags`). */
const DEAD: ReadonlyMap<string, string> = new Map([
  ['very', 'port,invite'],
  ['yes', 'port'],
]);

/**
 * `insecure` takes `port` and `invite`. With `invite` a call of the device is taken without its password, and calls of users
 * and friends are known by the name they give (channels/chan_sip.c, `check_peer_ok`).
 */
export const sipInsecure: FileRule = {
  id: 'sip-insecure',
  summary: 'Report devices that call without a password, and words of insecure that mean nothing any more',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    const lines = insecureLines(context);
    for (const { entry, isGeneral } of lines) {
      for (const { text, span } of partsOf(entry)) {
        if (isDead(text)) {
          yield {
            span,
            message: `Dead word: Asterisk 1.6.2 and later ignore "${text}" and are as strict as without it; remove it`,
          };
        } else if (isGeneral && foldCase(text) === 'invite') {
          yield {
            span,
            message:
              'Open door: no device of this file is asked for its password when it calls; set it only where it is needed',
          };
        }
      }
    }
    yield* openDevices(context);
  },
  *fix(context, finding) {
    for (const { entry, line, isOnly } of insecureLines(context)) {
      const part = partsOf(entry).find(({ span }) => span.start === finding.span.start);
      if (part === undefined) continue;
      yield* isDead(part.text)
        ? deadFixes(context, entry, part, isOnly ? line : undefined)
        : withoutInvite(entry, line);
      return;
    }
  },
};

function isDead(text: string): boolean {
  return DEAD.has(foldCase(text));
}

interface InsecureLine {
  /** Counts from the start of the file. */
  readonly entry: PlacedLine<EntryLine>;
  readonly isGeneral: boolean;
  /** Takes the whole line away. */
  readonly line: TextEdit | undefined;
  /** Whether its section has no other such line and inherits nothing. */
  readonly isOnly: boolean;
}

interface Extract {
  readonly numbers: readonly number[];
  readonly isGeneral: boolean;
}

const extracts = perSection<Extract>(({ entries, name }) => {
  const numbers = entries.filter(({ line }) => foldCase(line.key) === 'insecure').map(({ number }) => number);
  return numbers.length === 0 ? undefined : { numbers, isGeneral: foldCase(name ?? '') === 'general' };
});

function insecureLines({ workspace, uri, facts }: FileContext): readonly InsecureLine[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  return extracts(model, facts).flatMap(({ placed, value: { numbers, isGeneral } }) => {
    const lines = linesOf(placed.section, model.tree.encoding);
    const { header } = placed.section;
    const isOnly = numbers.length === 1 && header !== undefined && (header.options ?? []).length === 0;
    return numbers.flatMap((number) => {
      const one = lines[number];
      if (one?.line.kind !== 'entry') return [];
      const edit = withoutLine(lines, one, placed.section.length);
      const line = edit && { ...edit, span: shift(edit.span, placed.start) };
      return [
        { entry: { ...one, line: one.line, start: one.start + placed.start }, isGeneral, line, isOnly },
      ];
    });
  });
}

/** Removing is safe where nothing else sets the option; otherwise the word `no` says what the line does today. */
function* deadFixes(
  { workspace, uri }: FileContext,
  entry: PlacedLine<EntryLine>,
  part: ValuePart,
  line: TextEdit | undefined,
): Generator<Fix> {
  const rest = valueWithout(entry, ({ text }) => isDead(text));
  const span = shift(entry.line.valueSpan, entry.start);
  if (rest !== '') {
    yield {
      title: `Remove "${part.text}"`,
      safety: 'safe',
      isPreferred: true,
      edits: () => [{ span, newText: rest }],
    };
  } else if (line !== undefined && !isSetForAll(workspace, uri)) {
    yield { title: 'Remove the line', safety: 'safe', isPreferred: true, edits: () => [line] };
  } else {
    yield {
      title: 'Change to "no", as it works today',
      safety: 'safe',
      isPreferred: true,
      edits: () => [{ span, newText: 'no' }],
    };
  }
  const meant = DEAD.get(foldCase(part.text)) ?? 'port';
  const newText = [...new Set(`${rest},${meant}`.split(',').filter((word) => word !== ''))].join(',');
  yield {
    title: `Change to "${newText}", as it worked before (opens a door)`,
    safety: 'unsafe',
    edits: () => [{ span, newText }],
  };
}

/** Whether devices take a value over from `[general]`, or may. */
function isSetForAll(workspace: FileContext['workspace'], uri: string): boolean {
  const general = generalSection(workspace, uri);
  if (general === undefined) return false;
  return !general.chain.isComplete || valuesIn(general.chain, 'insecure').length > 0;
}

function* withoutInvite(entry: PlacedLine<EntryLine>, line: TextEdit | undefined): Generator<Fix> {
  const rest = valueWithout(entry, ({ text }) => foldCase(text) === 'invite');
  const span = shift(entry.line.valueSpan, entry.start);
  const edit = rest === '' ? (line ?? { span, newText: 'no' }) : { span, newText: rest };
  yield {
    title: 'Remove "invite" (callers must then know the password)',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [edit],
  };
}

function* openDevices({ workspace, uri }: FileContext): Generator<Finding> {
  for (const device of sectionsWhere(workspace, uri, isOpen)) {
    if (isShared(workspace, uri, device)) continue;
    const last = lastValue(device, 'insecure');
    const entry = entryOf(device, last);
    const part = entry && partsOf(entry).find(({ text }) => foldCase(text) === 'invite');
    yield {
      span: part?.span ?? nameSpan(device),
      message: `Open door: with insecure=invite whoever gives the name ${device.name} can call without its password; expected type=peer or no invite`,
    };
  }
}

function isOpen(device: Values): boolean {
  const last = lastValue(device, 'insecure');
  if (last === undefined || !foldCase(last.value).split(',').includes('invite')) return false;
  return device.isComplete && isKnownByName(device) && !limitsAddresses(device);
}

/** A registered address changes hands; a fixed one guards a peer. Without any secret other rules speak. */
function isKnownByName(device: Values): boolean {
  const { isUser, isPeer } = sidesOf(device, 'sip.conf');
  if (isDynamic(device)) return isUser || isPeer;
  return isUser && hasProof(device, ['secret', 'md5secret']);
}
