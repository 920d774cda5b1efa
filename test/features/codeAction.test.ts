// The light bulb: comments that silence a rule, and what is mended all at once.
import { describe, expect, it, test } from 'vitest';
import {
  codeActions,
  fixAllAction,
  resolveAction,
  type ActionData,
} from '../../server/src/features/codeAction.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const uri = `${FOLDER}sip.conf`;

function counted(below: number): number {
  return 7 % below;
}

function run(text: string, data: ActionData): string | undefined {
  const edits = resolveAction(workspaceOf({ 'sip.conf': text }), uri, data, defaultLintSettings, counted);
  return edits && applyEdits(text, edits);
}

function rulesIn(text: string): readonly string[] {
  return lint(workspaceOf({ 'sip.conf': text }), uri, defaultLintSettings).map(({ rule }) => rule);
}

/** The offers to silence the rule under the caret `<|>`, as title and text afterwards. */
function silenced(marked: string): ReadonlyMap<string, string | undefined> {
  const at = marked.indexOf('<|>');
  const text = marked.replace('<|>', '');
  const workspace = workspaceOf({ 'sip.conf': text });
  const actions = codeActions(workspace, uri, { start: at, end: at }, defaultLintSettings);
  const found = actions.filter(({ data }) => data.kind === 'suppress');
  return new Map(found.map(({ title, data }) => [title, run(text, data)]));
}

const names = {
  line: 'Ignore conf-no-equals on this line with a comment',
  section: 'Ignore conf-no-equals in this section with a comment',
  file: 'Ignore conf-no-equals in this file with a comment',
};

describe('comments that silence a rule', () => {
  test.each<[what: string, before: string, after: Partial<Record<keyof typeof names, string>>]>([
    [
      'in a section',
      '[a]\ntype=peer\nno<|>thing\n',
      {
        line: '[a]\ntype=peer\n; asterisk-conf: ignore conf-no-equals\nnothing\n',
        section: '[a]\n; asterisk-conf: ignore-section conf-no-equals\ntype=peer\nnothing\n',
        file: '; asterisk-conf: ignore-file conf-no-equals\n[a]\ntype=peer\nnothing\n',
      },
    ],
    [
      'beside comments that silence others',
      '; asterisk-conf: ignore-file conf-exec\r\n[a]\r\n; asterisk-conf: ignore-section conf-exec\r\nno<|>thing\r\n',
      {
        section:
          '; asterisk-conf: ignore-file conf-exec\r\n[a]\r\n; asterisk-conf: ignore-section conf-exec, conf-no-equals\r\nnothing\r\n',
        file: '; asterisk-conf: ignore-file conf-exec, conf-no-equals\r\n[a]\r\n; asterisk-conf: ignore-section conf-exec\r\nnothing\r\n',
      },
    ],
    [
      'behind the comments at the top of the file',
      ';!\n; About this file\n\n; About a\n[a]\nno<|>thing\n',
      {
        file: ';!\n; About this file\n; asterisk-conf: ignore-file conf-no-equals\n\n; About a\n[a]\nnothing\n',
      },
    ],
  ])('%s', (_, before, after) => {
    const offered = silenced(before);
    expect([...offered.keys()]).toEqual([names.line, names.section, names.file]);
    for (const [reach, text] of Object.entries(after)) {
      expect(offered.get(names[reach as keyof typeof names])).toBe(text);
    }
    for (const text of offered.values()) {
      expect(rulesIn(text ?? '')).not.toContain('conf-no-equals');
      expect(rulesIn(text ?? '')).not.toContain('suppression-unknown');
    }
  });

  it('are for the line alone where no other can stand', () => {
    expect([...silenced('\ufeff[a] ;--\n--;\nno<|>thing\n').keys()]).toEqual([names.line]);
  });
});

describe('mending everything', () => {
  const text = '[a]\nusername=x\ncanreinvite=no\nsecret=1234\n';

  it('is offered where something is safe to mend', () => {
    const workspace = workspaceOf({ 'sip.conf': text });
    expect(fixAllAction(workspace, uri, defaultLintSettings)).toMatchObject({
      kind: 'source.fixAll.asteriskConf',
      data: { kind: 'fix-all' },
    });
    const tidy = workspaceOf({ 'sip.conf': '[a]\ntype=peer\nsecret=1234\n' });
    expect(fixAllAction(tidy, uri, defaultLintSettings)).toBeUndefined();
  });

  it('never touches a secret', () => {
    expect(run(text, { kind: 'fix-all' })).toBe('[a]\ndefaultuser=x\ndirectmedia=no\nsecret=1234\n');
  });

  it('leaves what a comment silences', () => {
    const silent = text.replace('username', '; asterisk-conf: ignore option-deprecated\nusername');
    expect(run(silent, { kind: 'fix-all' })).toContain('\nusername=x\ndirectmedia=no\n');
  });
});
