import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { PlacedLine } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { valuesIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';
import { sidesOf } from './support/deviceDoors.ts';
import { entryIn, generalSection } from './support/generalSection.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { allValues, entryOf, isShared, type Values } from './support/sectionValues.ts';
import { lineBefore } from './support/valueParts.ts';

/**
 * The list of codecs starts filled: with ulaw, alaw, gsm and h263 in `[general]`, with the list of `[general]` in a device;
 * `allow` adds to it (channels/chan_sip.c, `reload_config` and `build_peer`).
 */
export const sipAllowWithoutDisallow: FileRule = {
  id: 'sip-allow-without-disallow',
  summary: 'Suggest disallow=all in front of allow lines, which otherwise only add codecs',
  severity: 'hint',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    for (const { line, start } of addingLines(context)) {
      yield {
        span: shift(line.keySpan, start),
        message: 'Missing disallow=all: this line only adds to the codecs that are allowed anyway',
      };
    }
  },
  *fix(context, finding) {
    for (const entry of addingLines(context)) {
      if (entry.start + entry.line.keySpan.start !== finding.span.start) continue;
      const edit = lineBefore(entry, 'disallow=all');
      if (edit === undefined) return;
      yield {
        title: 'Add disallow=all in front (the other codecs are gone from then on)',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [edit],
      };
    }
  },
};

/** The first own `allow` line of `[general]` and of each device that nothing was taken off the list before. */
function* addingLines({ workspace, uri }: FileContext): Generator<PlacedLine<EntryLine>> {
  const general = generalSection(workspace, uri);
  if (general?.chain.isComplete === true) {
    const first = firstAdding(
      valuesIn(general.chain, 'allow', 'disallow').map((one) => ({ ...one, key: foldCase(one.name) })),
    );
    const entry = entryIn(workspace, uri, first);
    if (entry !== undefined) yield entry;
  }
  for (const device of sectionsWhere(workspace, uri, isAdding)) {
    if (isShared(workspace, uri, device)) continue;
    const entry = entryOf(device, firstAdding(allValues(device, 'allow', 'disallow')));
    if (entry !== undefined) yield entry;
  }
}

function isAdding(device: Values): boolean {
  const first = firstAdding(allValues(device, 'allow', 'disallow'));
  if (first?.number === undefined || !device.isComplete) return false;
  const { isUser, isPeer } = sidesOf(device, 'sip.conf');
  return isUser || isPeer;
}

function firstAdding<T extends { readonly key: string; readonly value: string }>(
  values: readonly T[],
): T | undefined {
  const [first] = values;
  if (first?.key !== 'allow' || first.value === '') return undefined;
  const words = values
    .filter(({ key }) => key === 'allow')
    .flatMap(({ value }) => value.split(',').map((word) => foldCase(word.trim())));
  if (words.every((word) => VIDEO.test(word))) return undefined;
  return words.some((word) => word === 'all' || word.startsWith('!')) ? undefined : first;
}

/** Whoever allows video alone means to add it to the sound. */
const VIDEO = /^(?:h26[1-5]p?|mpeg4|vp[89]|jpeg|png)$/;
