// What "expand selection" takes in, from the caret `<|>` outwards.
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { selectionRange } from '../../server/src/features/selectionRange.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

function expanded(marked: string, name = 'sip.conf'): readonly string[] {
  const offset = marked.indexOf('<|>');
  const text = marked.replace('<|>', '');
  const spans = selectionRange(workspaceOf({ [name]: text }), FOLDER + name, offset);
  return spans.map(({ start, end }) => text.slice(start, end));
}

test.each<[what: string, marked: string, steps: readonly string[], name?: string]>([
  [
    'an item of a list',
    '[a]\nallow = ulaw, al<|>aw ; both\n; next\n[b]\n',
    [
      'alaw',
      'ulaw, alaw',
      'allow = ulaw, alaw',
      'allow = ulaw, alaw ; both',
      '[a]\nallow = ulaw, alaw ; both',
      '[a]\nallow = ulaw, alaw ; both\n; next\n',
      '[a]\nallow = ulaw, alaw ; both\n; next\n[b]\n',
    ],
  ],
  [
    'a part of a register line',
    '[general]\nregister => user:pass@ho<|>st.example:5061/100',
    [
      'host',
      'host.example',
      'user:pass@host.example:5061/100',
      'register => user:pass@host.example:5061/100',
      '[general]\nregister => user:pass@host.example:5061/100',
    ],
  ],
  ['a name', '[a]\nho<|>st=x\n', ['host', 'host=x', '[a]\nhost=x', '[a]\nhost=x\n']],
  [
    'a parent in a header',
    '[a](!,pho<|>ne)\nx=1\n',
    ['phone', '!,phone', '[a](!,phone)', '[a](!,phone)\nx=1', '[a](!,phone)\nx=1\n'],
  ],
  ['a comment', 'x\n; no<|>te here\n', ['note', '; note here', 'x\n; note here\n']],
  [
    'an argument of a call',
    '[c]\nexten => 1,1,Dial(SIP/pho<|>ne,20)\n',
    [
      'phone',
      'SIP/phone',
      'SIP/phone,20',
      'Dial(SIP/phone,20)',
      '1,1,Dial(SIP/phone,20)',
      'exten => 1,1,Dial(SIP/phone,20)',
      '[c]\nexten => 1,1,Dial(SIP/phone,20)',
      '[c]\nexten => 1,1,Dial(SIP/phone,20)\n',
    ],
    'extensions.conf',
  ],
  ['an include', '#include "x.co<|>nf"\n', ['conf', 'x.conf', '#include "x.conf"', '#include "x.conf"\n']],
  ['an empty file', '<|>', ['']],
])('grows from %s', (_, marked, steps, name) => {
  expect(expanded(marked, name)).toEqual(steps);
});

it('always grows, and ends with the file', () => {
  const piece = fc.constantFrom(
    ...[
      '[',
      ']',
      '(',
      ')',
      'a',
      '=',
      '=>',
      '+=',
      ',',
      ';',
      ';--',
      '--;',
      '\n',
      '\r',
      ' ',
      'exten',
      '#include',
    ],
  );
  const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(60), fc.constantFrom('sip.conf', 'extensions.conf'), (content, at, name) => {
      const offset = Math.min(at, content.length);
      const spans = selectionRange(workspaceOf({ [name]: content }), FOLDER + name, offset);
      expect(spans.at(-1)).toEqual({ start: 0, end: content.length });
      for (const [i, { start, end }] of spans.entries()) {
        expect(start <= offset && offset <= end).toBe(true);
        const next = spans[i + 1];
        if (next === undefined) continue;
        expect(next.start <= start && next.end >= end && next.end - next.start > end - start).toBe(true);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
}, 60_000);
