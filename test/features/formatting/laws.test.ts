// On random files: what Asterisk reads stays, and formatting twice does no more than formatting once.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatting, type FormatSettings } from '../../../server/src/features/formatting/formatting.ts';
import { applyEdits } from '../../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';
import { configurationOf } from '../../support/sameConfiguration.ts';

const piece = fc.constantFrom(
  ...[
    '[a]',
    '[b](!)',
    '[a](b)',
    '[a](+)',
    '[',
    ']',
    '(',
    ')',
    'key',
    'allow',
    '=',
    '=>',
    '+=',
    ' = ',
    '>',
    '+',
  ],
  ...[' ', '  ', '\t', ';', ';--', '--;', ';---', '\\;', '\\', 'value', '; note', '#include x', '#', '"'],
  ...['\r', '\0', '\u00a0', 'é', '\ufeff', '\f'],
);
const line = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.constantFrom('', '', ' ', '[a]', '[b](!)', 'x=1', 'y  = 2 ', '; c ', 'z+= 3 ') },
  { weight: 1, arbitrary: fc.integer({ min: 8180, max: 8195 }).map((n) => `x=${'y'.repeat(n - 2)}`) },
);
const text = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, isEnded]) => lines.join(eol) + (isEnded ? eol : ''));
const how = fc.record({
  isEnabled: fc.constant(true),
  equals: fc.constantFrom<FormatSettings['equals']>('keep', 'spaced', 'tight'),
  align: fc.boolean(),
  betweenSections: fc.constantFrom<FormatSettings['betweenSections']>('one', 'keep'),
  tabSize: fc.constantFrom(1, 4, 8),
  insertFinalNewline: fc.boolean(),
  trimFinalNewlines: fc.boolean(),
});

const name = 'sip.conf';

it('keeps what Asterisk reads, in random files', () => {
  fc.assert(
    fc.property(text, how, (before, settings) => {
      const old = workspaceOf({ [name]: before });
      const after = applyEdits(before, formatting(old, FOLDER + name, settings, settings));
      const changed = workspaceOf({ [name]: after });
      for (const version of [16, 22] as const) {
        expect(configurationOf(changed, FOLDER + name, version)).toEqual(
          configurationOf(old, FOLDER + name, version),
        );
      }
      expect(formatting(changed, FOLDER + name, settings, settings)).toEqual([]);
    }),
    { numRuns: 400, seed: 7 },
  );
}, 60_000);

it('keeps what Asterisk reads when only a part is formatted', () => {
  const part = fc.tuple(fc.nat(200), fc.nat(200));
  fc.assert(
    fc.property(text, how, part, (before, settings, [a, b]) => {
      const old = workspaceOf({ [name]: before });
      const range = { start: Math.min(a, b, before.length), end: Math.min(Math.max(a, b), before.length) };
      const edits = formatting(old, FOLDER + name, settings, settings, range);
      const changed = workspaceOf({ [name]: applyEdits(before, edits) });
      expect(configurationOf(changed, FOLDER + name)).toEqual(configurationOf(old, FOLDER + name));
    }),
    { numRuns: 200, seed: 8 },
  );
}, 60_000);
