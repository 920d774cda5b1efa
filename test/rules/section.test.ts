/** The rules about whole sections: missing, unknown and doubled ones. */
import { expect, test } from 'vitest';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

function sectionFindings(files: string | Readonly<Record<string, string>>, name: string): readonly string[] {
  const text = typeof files === 'string' ? files : (files[name] ?? '');
  return lintText(files, name)
    .filter(({ rule }) => rule.startsWith('section-'))
    .map(({ rule, severity, span }) => `${rule} ${severity} ${text.slice(span.start, span.end)}`);
}

test.each([
  ['a device without type', 'sip.conf', '[a]\nhost=dynamic\n', ['section-type-missing warning [a]']],
  ['a device with a type of its own', 'sip.conf', '[a]\nTYPE=peer\n', []],
  ['a template', 'sip.conf', '[a](!)\nhost=dynamic\n', []],
  ['a type from a template', 'sip.conf', '[t](!)\ntype=peer\n[a](t)\nhost=dynamic\n', []],
  ['a type from the parent of a parent', 'iax.conf', '[t](!)\ntype=peer\n[u](!,t)\n[a](u)\nx=1\n', []],
  [
    'a template without type',
    'iax.conf',
    '[t](!)\nhost=h\n[a](t)\nx=1\n',
    ['section-type-missing warning [a]'],
  ],
  ['a parent nobody knows', 'sip.conf', '[a](t)\nhost=dynamic\n', []],
  ['sections with a meaning of their own', 'sip.conf', '[general]\na=1\n[authentication]\nauth=a:b@c\n', []],
  ['a type in a continued section', 'sip.conf', '[a]\nhost=h\n[a](+)\ntype=peer\n', []],
  ['a section others build on', 'pjsip.conf', '[t]\nallow=ulaw\n[a](t)\ntype=endpoint\n', []],
  ['global of pjsip.conf', 'pjsip.conf', '[global]\nuser_agent=x\n', []],
  ['an object without type', 'pjsip.conf', '[a]\nallow=ulaw\n', ['section-type-missing warning [a]']],
  ['an empty section', 'sip.conf', '[a]\n; nothing yet\n', []],
  ['a file of another kind', 'voicemail.conf', '[default]\nx=1\n', []],
])('type: %s', (_title, name, text, expected) => {
  expect(sectionFindings(text, name)).toEqual(expected);
});

test.each([
  ['a misspelt type', 'sip.conf', '[a]\ntype=freind\n', ['section-type-unknown warning freind']],
  ['letter case of a device', 'sip.conf', '[a]\ntype=Friend\n', []],
  [
    'letter case of an object',
    'pjsip.conf',
    '[a]\ntype=Endpoint\n',
    ['section-type-unknown warning Endpoint'],
  ],
  ['every object type', 'pjsip.conf', '[a]\ntype=outbound-publish\n[b]\ntype=phoneprov\n', []],
  ['something filled in later', 'pjsip.conf', '[a]\ntype=${KIND}\n', []],
])('word: %s', (_title, name, text, expected) => {
  expect(sectionFindings(text, name)).toEqual(expected);
});

test.each([
  [
    'a second [general]',
    'sip.conf',
    '[general]\na=1\n[GENERAL]\nb=2\n',
    ['section-duplicate warning [GENERAL]'],
  ],
  ['a continued [general]', 'iax.conf', '[general]\na=1\n[general](+)\nb=2\n', []],
  [
    'two devices of sip.conf',
    'sip.conf',
    '[a]\ntype=peer\n[a]\ntype=peer\n',
    ['section-duplicate information [a]'],
  ],
  [
    'names that differ in case',
    'sip.conf',
    '[a]\ntype=peer\n[A]\ntype=peer\n',
    ['section-duplicate information [A]'],
  ],
  ['objects whose names differ in case', 'pjsip.conf', '[a]\ntype=aor\n[A]\ntype=aor\n', []],
  ['a user and a peer of iax.conf', 'iax.conf', '[a]\ntype=user\n[a]\ntype=peer\n', []],
  ['objects of different types', 'pjsip.conf', '[a]\ntype=endpoint\n[a]\ntype=aor\n[a]\ntype=auth\n', []],
  [
    'objects of one type',
    'pjsip.conf',
    '[t](!)\ntype=aor\n[a](t)\nx=1\n[a]\ntype=aor\n',
    ['section-duplicate error [a]'],
  ],
])('twice: %s', (_title, name, text, expected) => {
  expect(sectionFindings(text, name)).toEqual(expected);
});

test('a type may come from another file of the same root', () => {
  const files = {
    'sip.conf': '[general]\n#include t.conf\n[a](t)\nhost=h\n',
    't.conf': '[t](!)\ntype=peer\n',
  };
  expect(sectionFindings(files, 'sip.conf')).toEqual([]);
});

test('fixes correct the word and continue the first section', () => {
  const misspelt = '[a]\ntype=freind\n';
  expect(fixesOf(misspelt, 'section-type-unknown').map((fix) => applyFix(misspelt, fix))).toEqual([
    '[a]\ntype=friend\n',
  ]);
  const twice = '[general]\na=1\n[general]\nb=2\n';
  expect(fixesOf(twice, 'section-duplicate').map((fix) => applyFix(twice, fix))).toEqual([
    '[general]\na=1\n[general](+)\nb=2\n',
  ]);
});
