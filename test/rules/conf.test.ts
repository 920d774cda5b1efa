/** The rules about the format of conf files: which lines they report, where, how gravely, and what their fixes write. */
import { describe, expect, it } from 'vitest';
import { fixesFor, type OfferedFix } from '../../server/src/rules/fixes.ts';
import { allRules } from '../../server/src/rules/index.ts';
import type { Diagnostic } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { readFixture } from '../support/fixture.ts';
import { applyFix, FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

const tested = /^(?:conf|suppression|file)-/;
const NAME = 'A'.repeat(79);

type Case = readonly [title: string, source: string, name?: string];

const lineCases: readonly Case[] = [
  ['conf-no-equals', '[a]\nnat no\n;^^^^^ conf-no-equals (fix)\n'],
  ['conf-no-equals before a remark', '[a]\n  nat no ; x\n; ^^^^^^ conf-no-equals (fix)\n'],
  ['conf-no-equals behind an escape', '[a]\n \\#nat\n; ^^^^ conf-no-equals (fix)\n'],
  ['a missing equals where a block begins', '[a]\nnat ;--\n;^^ conf-no-equals\nx --;\nnat=no\n'],
  ['lines with all they need', '[a]\nnat=no\nnat => no\n\\[x]=1\n\n; no equals here\n'],
  ['conf-empty-name', '[a]\n  = phones\n; ^^^^^^^^ conf-empty-name (fix)\n'],
  ['an empty value', '[a]\nnat=\n'],
  ['conf-directive-empty', '#include\n;^^^^^^^ conf-directive-empty (fix)\n[a]\n'],
  ['conf-directive-empty of exec', '[a]\n#exec ; x\n;^^^^ conf-directive-empty (fix)\n'],
  ['conf-exec', '[a]\n#exec ls\n;^^^^ conf-exec\n'],
  ['conf-unknown-directive', '[a]\n#inclde x.conf\n;^^^^^^ conf-unknown-directive (fix)\n;- x.conf\n'],
  ['conf-unknown-directive of one letter', '[a]\n  # x\n; ^ conf-unknown-directive (fix)\n'],
  ['conf-escape-invalid', '[general]\n  \\ x=1\n; ^ conf-escape-invalid (fix)\n'],
  ['conf-escape-invalid of a letter beyond ASCII', '[general]\n  \\é=1\n; ^ conf-escape-invalid (fix)\n'],
  ['conf-section-unclosed', '  [alice\n; ^^^^^^ conf-section-unclosed (fix)\ntype=peer\n'],
  ['conf-section-unclosed with a list', '  [t(!)\n; ^^^^^ conf-section-unclosed (fix)\n'],
  ['conf-section-unclosed without a name', '  [ ; x\n; ^ conf-section-unclosed\n'],
  ['conf-options-unclosed', '[t](!)\n[a](t ; x\n;  ^^ conf-options-unclosed (fix)\n'],
  ['conf-options-unclosed with nothing in it', '[a](\n;  ^ conf-options-unclosed (fix)\n'],
  ['conf-filter-invalid without equals', '[a]\n[a](+x)\n;   ^^ conf-filter-invalid\n'],
  ['conf-filter-invalid with an open bracket', '[a]\n[a](+x=[y)\n;   ^^^^^ conf-filter-invalid\n'],
  ['conf-filter-invalid with a wrong word', '[a]\n[a](+TEMPLATES=x)\n;   ^^^^^^^^^^^^ conf-filter-invalid\n'],
  ['filters that may fit', '[a]\n[a](+x=[y])\n[a](+"x&y"=1&z=2)\n[a](+TEMPLATES=include)\n[a](+)\n'],
  ['conf-header-options before the list', '[t](!)\n[a] (t)\n;  ^^^^ conf-header-options (fix)\n'],
  ['conf-header-options in the list', '[t](!)\n[a](t, t)\n;     ^^ conf-header-options error (fix)\n'],
  ['conf-header-options of a mark', '[t](! )\n;   ^^ conf-header-options error (fix)\n'],
  ['remarks behind a header', '[a] (first floor)\n[b] ; (x)\n[c]x\n[d] ()\n'],
  ['conf-append', '[a]\nallow=ulaw\nallow+=alaw\n;    ^^ conf-append\nallow+=,gsm\nallow+= g729\n'],
  ['+= without anything before', '[a]\nallow+=alaw\n[b]\nallow=ulaw,\nallow+=alaw\n[c]\nx=\nx+=y\n'],
  ['+= on what may be inherited', '[t](!)\nx=1\n[a](t)\n  x+=2\n;  ^^ conf-append\n'],
  ['conf-block-comment of a stray end', '[a]\nx=1 --;\n;   ^^^ conf-block-comment\n'],
  ['conf-block-comment closed and nested', '[a]\n;-- x ;-- y --; --;\n;------;\nx=1\n'],
  ['conf-invisible-character', '[a]\nx=1\0\n;  ^ conf-invisible-character (fix)\n'],
  ['a byte order mark at the start', '\ufeff[a]\nx=1 ; \ufeff\n'],
  ['conf-no-section', 'xy=1\n;^ conf-no-section (fix)\n[a]\n'],
  ['conf-no-section below statements of a template', '{{ if .x }}\n{% set y = 1 %}\n{{ $z := 1 }}\n[a]\n'],
  ['conf-no-section in a file nobody loads', 'xy=1\n[a]\n', 'sip-own.conf'],
  ['conf-template-missing', '[phone](!)\n[a](phnoe)\n;   ^^^^^ conf-template-missing (fix)\n'],
  ['conf-template-missing below', '[a](phone)\n;   ^^^^^ conf-template-missing\n[phone](!)\n'],
  ['conf-template-missing of (+)', '[a](+)\n;   ^ conf-template-missing\n'],
  ['conf-template-missing where a file is missing', '#tryinclude x\n#exec x\n;^^^^ conf-exec\n[a](phone)\n'],
  ['conf-include-missing', '[a]\n#include x.conf\n;        ^^^^^^ conf-include-missing (fix)\n'],
  ['conf-include-missing outside', '#include /x/y\n;        ^^^^ conf-include-missing information (fix)\n'],
  ['conf-include-kind', '#include d\n;        ^ conf-include-kind\n;- d/x.conf\n[a]\n'],
  ['conf-include-repeated', '#include d\n#include d\n;        ^ conf-include-repeated\n;- d\n[a]\n'],
  ['conf-include-loop', '#include sip.conf\n;        ^^^^^^^^ conf-include-loop\n'],
  ['conf-name-too-long', `[${NAME}]\n[${NAME}b]\n;${' '.repeat(79)}^ conf-name-too-long\n`],
];

/** Findings of the tested rules in the notation of the fixtures. */
function notation(
  text: string,
  found: readonly Diagnostic[],
  fixes: readonly OfferedFix[],
): readonly string[] {
  return found
    .filter(({ rule }) => tested.test(rule))
    .map(({ rule, severity, span }) => {
      const before = text.slice(0, span.start).split('\n');
      const from = before.at(-1)?.length ?? 0;
      const level = allRules.find(({ id }) => id === rule)?.severity === severity ? '' : ` ${severity}`;
      const isFixable = fixes.some((fix) => fix.rule === rule && fix.span.start === span.start);
      const at = `${String(before.length - 1)}:${String(from)}-${String(from + span.end - span.start)}`;
      return `${at} ${rule}${level}${isFixable ? ' (fix)' : ''}`;
    });
}

function offered(files: Readonly<Record<string, string>>, name: string): readonly OfferedFix[] {
  const whole = { start: 0, end: files[name]?.length ?? 0 };
  const ids = new Set(allRules.map(({ id }) => id).filter((id) => tested.test(id)));
  return fixesFor(workspaceOf(files), FOLDER + name, defaultLintSettings, whole, ids);
}

function testedIn(files: Readonly<Record<string, string>>, name: string): readonly Diagnostic[] {
  return lintText(files, name).filter(({ rule }) => tested.test(rule));
}

describe('findings and their fixes', () => {
  it.each(lineCases)('%s', (_, source = '', name = 'sip.conf') => {
    const fixture = readFixture(name, source);
    const files = Object.fromEntries(fixture.map((file) => [file.name, file.text]));
    const [{ text, expected } = { text: '', expected: [] }] = fixture;
    const found = testedIn(files, name);
    const fixes = offered(files, name);
    expect(notation(text, found, fixes)).toEqual(expected);
    for (const fix of fixes) {
      const after = testedIn({ ...files, [name]: applyFix(text, fix) }, name);
      expect(after.length, fix.title).toBeLessThan(found.length);
    }
  });
});

it('a line above the first section of a root is told once', () => {
  const rules = (name: string) =>
    lintText('nat no\n= x\n[a]\n', name)
      .map(({ rule }) => rule)
      .filter((rule) => tested.test(rule));
  expect(rules('sip.conf')).toEqual(['conf-no-section']);
  expect(rules('sip-part.conf')).toEqual(['conf-no-equals', 'conf-empty-name']);
});
