/** Options of sections whose lines stand below several headers or in several files. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { fixesFor } from '../../server/src/rules/fixes.ts';
import { createLintCache, lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { foldCase } from '../../server/src/text/ascii.ts';
import { load } from '../../server/src/workspace/load.ts';
import { withFile } from '../../server/src/workspace/workspace.ts';
import { applyFix, fixesOf, FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

/** Names in the file that `option-unknown` tells of. */
function unknownIn(files: Readonly<Record<string, string>>, name: string): readonly string[] {
  return lintText(files, name)
    .filter(({ rule }) => rule === 'option-unknown')
    .map(({ span }) => (files[name] ?? '').slice(span.start, span.end));
}

describe('a section with lines in an included file', () => {
  const duplicated = (files: Readonly<Record<string, string>>, name: string): readonly string[] =>
    lintText(files, name)
      .filter(({ rule }) => rule === 'option-overridden')
      .map(({ message, related }) => `${message} (${related?.map((one) => one.uri).join(' ') ?? ''})`);

  it('is read as one', () => {
    const files = {
      'sip.conf': '[general]\nbindport=5070\nlocalnet=10.0.0.0/8\n#include own.inc\ncontext=b\n',
      'own.inc': '; ours\nbindport=5071\nlocalnet=192.0.2.0/24\ncontext=a\n[a]\ntype=peer\nbindport=1\n',
    };
    expect(duplicated(files, 'sip.conf')).toEqual([
      `Duplicate option: the section goes on elsewhere, and line 2 of own.inc is the one that counts (${FOLDER}own.inc)`,
    ]);
    expect(duplicated(files, 'own.inc')).toEqual([
      `Duplicate option: the section goes on elsewhere, and line 5 of sip.conf is the one that counts (${FOLDER}sip.conf)`,
    ]);
  });

  it('is silent where something of it is not known', () => {
    const files = {
      'sip.conf': '[general]\nbindport=5070\n#include own.inc\n#include gone.inc\n',
      'own.inc': 'bindport=5071\n',
    };
    expect(duplicated(files, 'sip.conf')).toEqual([]);
  });

  it('may override what a program wrote', () => {
    const files = {
      'pjsip.conf': '#include pjsip_additional.conf\n#include pjsip_custom.conf\n',
      'pjsip_additional.conf': '[a]\ntype=aor\nmax_contacts=1\n',
      'pjsip_custom.conf': '[a](+)\nmax_contacts=2\n',
    };
    expect(duplicated(files, 'pjsip_additional.conf')).toEqual([]);
    expect(
      duplicated(
        {
          ...files,
          'pjsip.conf': '#include own.conf\n#include pjsip_custom.conf\n',
          'own.conf': files['pjsip_additional.conf'],
        },
        'own.conf',
      ),
    ).toEqual([
      `Duplicate option: the section goes on elsewhere, and line 2 of pjsip_custom.conf is the one that counts (${FOLDER}pjsip_custom.conf)`,
    ]);
  });

  it('offers to remove a line only beside the one that counts', () => {
    const text = '[general]\nbindport=5070\n[general](+)\nbindport=5071\n';
    expect(fixesOf(text, 'option-overridden').map((fix) => applyFix(text, fix))).toEqual([
      '[general]\n[general](+)\nbindport=5071\n',
    ]);
    const files = {
      'sip.conf': '[general]\nbindport=5070\n#include own.inc\n',
      'own.inc': 'bindport=5071\n',
    };
    const workspace = workspaceOf(files);
    const all = { start: 0, end: files['sip.conf'].length };
    const only = new Set(['option-overridden']);
    expect(fixesFor(workspace, `${FOLDER}sip.conf`, defaultLintSettings, all, only)).toEqual([]);
    expect(duplicated(files, 'sip.conf')).toHaveLength(1);
  });
});

it('knows the type of a section in another file that is continued', () => {
  const files = {
    'pjsip.conf': '#include own.conf\n#include more.conf\n',
    'own.conf': '[a]\ntype=aor\n',
    'more.conf': '[a](+)\nmax_contacts=1\nxyzzy=1\n',
  };
  expect(unknownIn(files, 'more.conf')).toEqual(['xyzzy']);
});

it('judges what continues sections anew when one of them gets another type', () => {
  const cache = createLintCache();
  const uri = `${FOLDER}pjsip.conf`;
  const far = '; far away\n'.repeat(1500);
  const continued = '[a](+)\nmax_contacts=1\n[b](+)\nmax_contacts=1\n';
  const before = `[a]\ntype=aor\n[b]\ntype=aor\n${far}${continued}`;
  const tree = parse(before);
  const workspace = workspaceOf({ 'pjsip.conf': before });
  const findings = (one: typeof workspace): number =>
    lint(one, uri, defaultLintSettings, cache).filter(({ rule }) => rule === 'option-unknown').length;
  expect(findings(withFile(workspace, uri, fileModel(tree)))).toBe(0);
  const start = before.indexOf('type=aor', before.indexOf('[b]')) + 'type='.length;
  const changed = reparse(tree, { start, end: start + 3, text: 'endpoint' });
  expect(findings(withFile(workspace, uri, fileModel(changed)))).toBe(1);
});

it('leaves many continued sections alone, which would take too long', () => {
  const names = Array.from({ length: 51 }, (_, i) => `[a${String(i)}]\ntype=aor\n[a${String(i)}](+)\n`);
  const text = names.map((name) => `${name}xyzzy=1\n`).join('');
  expect(unknownIn({ 'pjsip.conf': text }, 'pjsip.conf')).toEqual([]);
});

describe('removing a line that another one replaces', () => {
  const lines = fc.constantFrom(
    'qualify=yes',
    'qualify=no',
    'context=a',
    'context=b',
    'context+=c',
    'nat=no',
    'permit=::1',
    'permit=10.0.0.1',
    'allow=ulaw',
  );
  const headers = fc.constantFrom(
    '[a]',
    '[b]',
    '[a](+)',
    '[A](+)',
    '[b](+)',
    '[c](a)',
    '[d](b,a)',
    '[b](+,a)',
    '[t](!)',
    '[e](t)',
    '[general]',
    '[general](+)',
  );
  const sections = fc.array(fc.tuple(headers, fc.array(lines, { maxLength: 4 })), {
    minLength: 2,
    maxLength: 7,
  });

  /** Each section with the last value of its options, and all values of those that add up. */
  function inForce(text: string): unknown {
    const { ok, categories } = load(workspaceOf({ 'sip.conf': text }), `${FOLDER}sip.conf`, { version: 22 });
    return [
      ok,
      ...categories.map(({ name, isTemplate, variables }) => {
        const values = new Map<string, string>();
        for (const one of variables) {
          const key = foldCase(one.name);
          const isList = key === 'permit' || key === 'allow';
          values.set(key, isList ? `${values.get(key) ?? ''} ${one.value}` : one.value);
        }
        return [name, isTemplate, [...values].sort()];
      }),
    ];
  }

  it('changes nothing that is in force', () => {
    let removed = 0;
    fc.assert(
      fc.property(sections, (parts) => {
        const written = parts.map(([header, own]) => `${[header, ...own].join('\n')}\n`);
        const text = `[t](!)\nnat=no\n[general]\ncontext=a\n[a]\nqualify=yes\n[b]\n${written.join('')}`;
        // What another header prolongs is more than a rule for single sections can know.
        const single = text.includes('+=') ? [] : fixesOf(text, 'option-duplicate');
        for (const fix of [...fixesOf(text, 'option-overridden'), ...single]) {
          removed++;
          expect(inForce(applyFix(text, fix))).toEqual(inForce(text));
        }
      }),
      { numRuns: 2000, seed: 5060 },
    );
    expect(removed).toBeGreaterThan(200);
  });
});
