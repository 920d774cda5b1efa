/** What is shown of what Asterisk adds to register lines. */
import { describe, expect, it } from 'vitest';
import { inlayHint, type RegisterHints } from '../../server/src/features/inlayHint.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

/** The register line as it is shown with its hints, in braces. */
function shown(name: string, value: string, hints: RegisterHints, before = '[general]\n'): string {
  const text = `${before}register => ${value}\n`;
  const span = { start: 0, end: text.length };
  const found = inlayHint(workspaceOf({ [name]: text }), FOLDER + name, span, hints);
  const edits = found.map(({ offset, label }) => ({
    span: { start: offset, end: offset },
    newText: `{${label}}`,
  }));
  // Edits at one place keep their order.
  return applyEdits(text, merged(edits)).split('register => ')[1]?.trimEnd() ?? '';
}

function merged<T extends { readonly span: { readonly start: number }; readonly newText: string }>(
  edits: readonly T[],
): T[] {
  const byPlace = new Map<number, T>();
  for (const edit of edits) {
    const known = byPlace.get(edit.span.start);
    const newText = (known?.newText ?? '') + edit.newText;
    byPlace.set(edit.span.start, { ...edit, newText });
  }
  return [...byPlace.values()];
}

describe('a register line', () => {
  it.each<readonly [name: string, hints: RegisterHints, value: string, shown: string]>([
    ['sip.conf', 'off', '1:x@h', '1:x@h'],
    ['sip.conf', 'address', '1:x@h', '1:x@h{:5060}{/s}'],
    ['sip.conf', 'address', '1:x@h:5070', '1:x@h:5070{/s}'],
    ['sip.conf', 'address', '1:x@h/200', '1:x@h{:5060}/200'],
    ['sip.conf', 'address', '1:x@h/200~60', '1:x@h{:5060}/200~60'],
    ['sip.conf', 'address', 'tls://1:x@h', 'tls://1:x@h{:5061}{/s}'],
    ['sip.conf', 'address', '1:x@"h"', '1:x@"h"{:5060}{/s}'],
    ['sip.conf', 'address', '1:x@h ; remark', '1:x@h{:5060}{/s} ; remark'],
    ['sip.conf', 'all', '1:x@h', '{udp://}1:x@h{:5060}{/s}{~120}'],
    ['sip.conf', 'all', 'peer?1:x@h/200', 'peer?{udp://}1:x@h{:5060}/200{~120}'],
    ['sip.conf', 'all', 'tcp://1:x@h:5060/200~60', 'tcp://1:x@h:5060/200~60'],
    ['sip.conf', 'all', '1:a:b?c@h', '1:a:b?c@h'],
    ['sip.conf', 'all', '${USER}@h', '${USER}@h'],
    ['sip.conf', 'all', '1:x', '1:x'],
    ['sip.conf', 'all', '1:x@h:506O', '1:x@h:506O'],
    ['iax.conf', 'address', '1:x@h', '1:x@h{:4569}'],
    ['iax.conf', 'all', '1:x@h:4570', '1:x@h:4570'],
    ['pjsip.conf', 'all', '1:x@h', '1:x@h'],
  ])('of %s with %s, %#', (name, hints, value, expected) => {
    expect(shown(name, value, hints)).toBe(expected);
  });

  it('shows the time of the file', () => {
    const before = '[general]\ndefaultexpiry=300\n';
    expect(shown('sip.conf', '1:x@h/2', 'all', before)).toBe('{udp://}1:x@h{:5060}/2{~300}');
  });

  it('outside of what is asked for shows none', () => {
    const text = '[general]\nregister => 1:x@h\nregister => 2:x@h\n';
    const workspace = workspaceOf({ 'sip.conf': text });
    const span = { start: text.length - 5, end: text.length };
    const found = inlayHint(workspace, `${FOLDER}sip.conf`, span, 'address');
    expect(found.map(({ offset }) => offset)).toEqual([text.length - 1, text.length - 1]);
  });
});
