/** What an include statement names, by what is known of the files. */
import { expect, test } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import {
  emptyWorkspace,
  factsOf,
  missing,
  withAbsent,
  withFile,
  withListing,
  withoutFile,
  type Workspace,
} from '../../server/src/workspace/workspace.ts';

const SIP = 'file:///etc/asterisk/sip.conf';
const PHONES = 'file:///etc/asterisk/phones.conf';

function withText(workspace: Workspace, uri: string, text: string): Workspace {
  return withFile(workspace, uri, fileModel(parse(text)));
}

function rulesIn(workspace: Workspace): readonly string[] {
  return lint(workspace, SIP, defaultLintSettings).map(({ rule }) => rule);
}

const including = withText(emptyWorkspace(), SIP, '[general]\n#include phones.conf\n');

test('an include nobody has read yet is asked for and not reported', () => {
  expect(missing(including)).toEqual([{ kind: 'file', uri: PHONES }]);
  expect(rulesIn(including)).not.toContain('conf-include-missing');
});

test('a missing include is reported once and no longer asked for', () => {
  const known = withAbsent(including, PHONES);
  expect(missing(known)).toEqual([]);
  expect(rulesIn(known).filter((rule) => rule === 'conf-include-missing')).toHaveLength(1);
});

test('an include that is there but cannot be read is not called missing', () => {
  const denied = withAbsent(including, PHONES, 'unreadable');
  expect(missing(denied)).toEqual([]);
  expect(rulesIn(denied)).not.toContain('conf-include-missing');
});

test('a file that appears and vanishes is asked for again', () => {
  const there = withText(withAbsent(including, PHONES), PHONES, '[a]\n');
  expect(factsOf(there, PHONES)).toMatchObject({
    role: 'included',
    kind: 'sip.conf',
    sectionAtStart: 'general',
  });
  expect(missing(withoutFile(there, PHONES))).toEqual([{ kind: 'file', uri: PHONES }]);
});

test('a pattern is asked for once, then each file it names', () => {
  const pattern = 'file:///etc/asterisk/phones.d/%2A.conf';
  const globbing = withText(emptyWorkspace(), SIP, '[general]\n#include phones.d/*.conf\n');
  expect(missing(globbing)).toEqual([{ kind: 'glob', uri: pattern }]);
  const one = 'file:///etc/asterisk/phones.d/1.conf';
  const listed = withListing(globbing, pattern, [one]);
  expect(missing(listed)).toEqual([{ kind: 'file', uri: one }]);
  expect(rulesIn(withListing(globbing, pattern, []))).toContain('conf-include-missing');
  expect(factsOf(withText(listed, one, 'x=1\n'), one).role).toBe('included');
});

test('a loop of includes ends and is reported', () => {
  const loop = withText(including, PHONES, '[a]\n#include sip.conf\n#include phones.conf\n');
  expect(missing(loop)).toEqual([]);
  expect(rulesIn(loop)).toContain('conf-include-loop');
});

test('a program that may run asks for asterisk.conf beside the root', () => {
  const executing = withText(emptyWorkspace(), SIP, '[general]\n#exec ls\n');
  const settings = 'file:///etc/asterisk/asterisk.conf';
  expect(missing(executing)).toEqual([{ kind: 'file', uri: settings }]);
  expect(missing(withAbsent(executing, settings))).toEqual([]);
});
