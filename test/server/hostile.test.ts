/** Names and texts chosen to harm; docs/security.md names these tests. */
import { describe, expect, it } from 'vitest';
import { printJson } from '../../server/src/cli/print/json.ts';
import { printText } from '../../server/src/cli/print/text.ts';
import { completion } from '../../server/src/features/completion/completion.ts';
import { documentSymbol } from '../../server/src/features/documentSymbol.ts';
import { hover } from '../../server/src/features/hover.ts';
import { readProjectFile } from '../../server/src/rules/projectFile.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { ignoring } from '../../server/src/text/ignore.ts';
import { compilePosix } from '../../server/src/text/posixRegex.ts';
import { load } from '../../server/src/workspace/load.ts';
import { FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

/** Names every object of the language answers to. */
const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];

describe('names of the language itself', () => {
  it.each(inherited)('%s is a section, an option and a value like any other', (name) => {
    const text = `[general]\n${name}=${name}\n[${name}](!)\ntype=friend\n${name}=x\nsecret=${name}\n[a](${name})\ncontext=${name}\nhost=dynamic\n`;
    for (const kind of ['sip.conf', 'iax.conf', 'pjsip.conf', 'extensions.conf', 'voicemail.conf']) {
      const workspace = workspaceOf({ [kind]: text });
      const uri = FOLDER + kind;
      expect(lint(workspace, uri, defaultLintSettings)).toBeInstanceOf(Array);
      expect(documentSymbol(workspace, uri).map(({ name: shown }) => shown)).toEqual([
        '[general]',
        `[${name}]`,
        '[a]',
      ]);
      for (let offset = 0; offset < text.length; offset += 3) {
        hover(workspace, uri, offset);
        completion(workspace, uri, offset, {});
      }
      const loaded = load(workspace, uri, { version: 22 });
      expect(loaded.ok && loaded.categories.map(({ name: loadedName }) => loadedName)).toEqual([
        'general',
        name,
        'a',
      ]);
      expect(loaded.ok && loaded.categories[2]?.variables.map((one) => one.name)).toEqual([
        ...['type', name, 'secret', 'context', 'host'],
      ]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each(inherited)('%s in a project file changes no object', (name) => {
    const { project } = readProjectFile(
      `{"${name}":{"polluted":1},"rules":{"${name}":"error"}}`,
      new Set(['conf-append']),
    );
    expect(project.rules ?? {}).toEqual({});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('terminals and editors', () => {
  const escape = '\u001b[2J\u001b]0;owned\u0007';

  it('are told no escape that stands in a file or its name', () => {
    const found = lintText(`[general](${escape})\n#foo${escape}\n[${escape}\n`).map(
      ({ rule, severity, message }) => ({
        ...{ rule, severity, message },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      }),
    );
    expect(found.length).toBeGreaterThan(1);
    for (const { message } of found) expect(message).not.toMatch(/\p{Cc}/u);
    const files = [{ file: `sip${escape}\n.conf`, findings: found }];
    const style = { withColor: false, minSeverity: 'hint', withSummary: true } as const;
    expect(printText(files, style)).not.toMatch(/[^\P{Cc}\n]/u);
    expect(printJson(files, 'hint')).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('get no link, image or HTML out of a file by a hover', () => {
    const bait = '[x](command:evil)![y](http://e/)<img src=x>`';
    const text = `[general]\ncontext=${bait}\n[a](general)\ntype=friend\ncallerid=${bait}\nregister => ${bait}@h\n`;
    const workspace = workspaceOf({ 'sip.conf': text });
    for (let offset = 0; offset < text.length; offset++) {
      const shown = hover(workspace, `${FOLDER}sip.conf`, offset)?.markdown ?? '';
      // Inside code nothing of it counts; everything else must be escaped.
      const outside = shown.replace(/(`+)(?:(?!\1)[\s\S])*\1/g, '').replaceAll(/\\[^\w\s]/g, '');
      expect(outside).not.toMatch(/\]\(command:|!\[|<img|http:\/\/e\//);
    }
  });
});

describe('patterns that backtrack in other engines', () => {
  const long = 'a'.repeat(4000);

  // None of these ends within a lifetime where each star tries all lengths.
  it.each([`${'*a'.repeat(200)}b`, `${'**/'.repeat(60)}x`, '{a,aa,aaa}'.repeat(8), '[!b]*'.repeat(100)])(
    'end as patterns of files: %s',
    (pattern) => {
      expect(ignoring('file:///', [pattern])(`file:///${long}`)).toBeTypeOf('boolean');
    },
  );

  it.each(['(a*)*b', '(a|a)*b', '(a+)+$b', `${'a?'.repeat(60)}${'a'.repeat(60)}`])(
    'end as filters of headers: %s',
    (pattern) => {
      expect(compilePosix(pattern)?.(long.slice(0, 2000))).toBeTypeOf('boolean');
    },
  );
});

/** Each a template of the one before it. */
function templates(count: number): string {
  const sections = Array.from({ length: count }, (_, i) => `[t${i + 1}](!,t${i})\nhost=dynamic\n`);
  return `[t0](!)\ntype=aor\n${sections.join('')}`;
}

describe('loops and floods', () => {
  it('of includes, templates and reopened sections end', () => {
    const files = {
      'sip.conf':
        '[a](!,b)\n[b](!,a)\n[c](+,c)\n#include "sip.conf"\n#include "loop.conf"\n#include "*.conf"\n',
      'loop.conf': '#include "loop.conf"\n[d](d)\n'.repeat(50),
    };
    const workspace = workspaceOf(files);
    expect(lint(workspace, `${FOLDER}sip.conf`, defaultLintSettings).length).toBeGreaterThan(0);
    expect(load(workspace, `${FOLDER}sip.conf`, { version: 22 })).toHaveProperty('ok');
  });

  it.each([
    ['one line of a million characters', `[general]\nsecret=${'x'.repeat(1_000_000)}\n`],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand nested comments', ';--'.repeat(100_000)],
    ['a header with ten thousand parents', `[a](${'a,'.repeat(10_000)})\nx=1\n`],
    ['five thousand sections of one name', '[a]\n'.repeat(5000)],
    ['three thousand endpoints of one name without their aor', '[a]\ntype=endpoint\naors=b\n'.repeat(3000)],
    ['three thousand objects that name themselves', '[a]\ntype=endpoint\naors=a\n'.repeat(3000)],
    ['a section continued three thousand times', `[a]\ntype=aor\n${'[a](+)\nmax_contacts=1\n'.repeat(3000)}`],
    ['a thousand templates of templates', templates(1000)],
  ])('%s is read to its end', (_, text) => {
    expect(lintText(text, 'pjsip.conf')).toBeInstanceOf(Array);
  });
});
