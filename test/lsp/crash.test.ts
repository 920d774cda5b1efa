// What breaks down is contained: named in the log without text of documents, told once, and the rest goes on.
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as features from '../../server/src/features/hover.ts';
import * as documents from '../../server/src/lsp/documents.ts';
import { allRules } from '../../server/src/rules/index.ts';
import { InProcess } from './inProcess.ts';

vi.mock(import('../../server/src/features/hover.ts'), { spy: true });

const uri = 'file:///etc/asterisk/sip.conf';
const secret = 'hiddenmarker1';
const phones = Array.from({ length: 5 }, (_, i) => `[10${String(i)}]\ntype=friend\nsecret=${secret}\n`);
const text = `[general]\nallowguest=no\ncontext=default\n${phones.join('')}port=506O\n[199]\nsecret=test\n`;

/** As a program's own errors may, it quotes what it worked on. */
function breakDown(): never {
  throw new TypeError(`cannot read "${secret}" of ${text}`);
}

describe.each([
  ['our own client', true],
  ['another editor', false],
])('for %s', (_, hasEditorCommands) => {
  let server: InProcess;
  afterEach(() => {
    server.client.dispose();
    vi.restoreAllMocks();
  });

  const told = (): number => (hasEditorCommands ? server.offers : server.shown.length);
  const expectContained = (name: RegExp): void => {
    const failures = server.log.filter((line) => line.includes('failed: TypeError'));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures[0]).toMatch(name);
    expect([...server.log, ...server.shown].join('\n')).not.toContain(secret);
    expect(told()).toBe(1);
    expect(server.offers).toBe(hasEditorCommands ? 1 : 0);
  };

  it.each(['section', 'file'])(
    'a rule that sees a %s breaks and the others find what they find',
    async (scope) => {
      const broken = allRules.filter((rule) => rule.scope === scope && rule.id.startsWith('secret-d'));
      const others = allRules.filter((rule) => rule.scope === scope);
      const rule = broken[0] ?? others[0];
      if (rule === undefined) throw new Error('no such rule');
      server = new InProcess(uri);
      vi.spyOn(rule, 'check').mockImplementation(breakDown);
      await server.open(text, hasEditorCommands);
      const found = await server.rules();
      expect(found).not.toContain(rule.id);
      expect(found).toContain('secret-weak');
      expect(await server.outline()).toContain('[100]');
      expectContained(new RegExp(`^rule ${rule.id} failed`));
    },
  );

  it('a feature breaks and the next question is answered', async () => {
    server = new InProcess(uri);
    vi.mocked(features.hover).mockImplementationOnce(breakDown).mockImplementationOnce(breakDown);
    await server.open(text, hasEditorCommands);
    expect([await server.hover(1), await server.hover(1)]).toEqual([null, null]);
    expect(await server.hover(1)).not.toBeNull();
    expect(await server.rules()).toContain('secret-default');
    expectContained(/^hover failed/);
    expect(server.log.filter((line) => line.includes('failed'))).toHaveLength(2);
  });

  it('a change cannot be taken in and the server lives', async () => {
    server = new InProcess(uri);
    await server.open(text, hasEditorCommands);
    vi.spyOn(documents.Documents.prototype, 'change').mockImplementationOnce(breakDown);
    const contentChanges = [{ text: `[general]\nsecret=${secret}\n` }];
    const change = (version: number): Promise<void> =>
      server.client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges,
      });
    await change(2);
    await change(3);
    expect(await server.outline()).toEqual(['[general]']);
    expectContained(/^didChange failed/);
  });
});
