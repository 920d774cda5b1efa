// The main job in a real VS Code: open sip.conf, see the bad secret, read what an option does, replace, undo.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  apply,
  finding,
  findings,
  hoverText,
  inFolder,
  openFile,
  preferredFix,
  rangeOf,
  until,
} from './drive.ts';
import { startedFrom } from './processes.ts';

const weakLine = 'secret=test';

/** Declares the tests; `suite` and `test` must be in place. */
export function mainJob(): void {
  suite('The main job', () => {
    let editor: vscode.TextEditor;

    const lineOfSecret = (): vscode.Range => {
      const section = editor.document.getText().indexOf('[phone101]');
      const line = editor.document.positionAt(editor.document.getText().indexOf('secret=', section)).line;
      return editor.document.lineAt(line).range;
    };

    test('leaves the conf files of other programs alone and starts no server for them', async () => {
      for (const name of ['siproxd.conf', 'nginx.conf', 'http.conf', 'logger.conf']) {
        await vscode.workspace.fs.writeFile(
          inFolder(name),
          new TextEncoder().encode('[general]\nsecret=test\n'),
        );
        const other = await openFile(name);
        assert.notEqual(other.document.languageId, 'asterisk-conf', name);
      }
      assert.equal(startedFrom('server.node.cjs'), 0);
    });

    test('starts one server for a file of ours', async () => {
      editor = await openFile('sip.conf');
      await until('the server', () => (startedFrom('server.node.cjs') > 0 ? true : undefined));
      assert.equal(startedFrom('server.node.cjs'), 1);
    });

    test('knows sip.conf, iax.conf and what they include by their names', async () => {
      const names = [
        'sip.conf',
        'iax.conf',
        'pjsip.conf',
        'sip-vicidial.conf',
        'extensions.conf',
        'voicemail.conf',
      ];
      for (const name of names) {
        const document = await vscode.workspace.openTextDocument(inFolder(name));
        assert.equal(document.languageId, 'asterisk-conf', name);
      }
    });

    test('underlines a secret everybody knows, links its page and does not repeat it', async () => {
      const found = await finding(editor.document.uri, 'secret-default', lineOfSecret());
      assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(editor.document.getText(found.range), 'test');
      assert.doesNotMatch(found.message, /\btest\b/);
      assert.ok(typeof found.code === 'object', 'the code carries a link');
      await vscode.workspace.fs.stat(found.code.target.with({ fragment: '', query: '' }));
    });

    test('underlines a register line that Asterisk refuses', async () => {
      const line = rangeOf(editor.document, 'register => 4422');
      const found = await finding(
        editor.document.uri,
        'register-parse',
        editor.document.lineAt(line.start.line).range,
      );
      assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    });

    test('underlines a port with a letter in it', async () => {
      const found = await finding(editor.document.uri, 'register-port', rangeOf(editor.document, '506O'));
      assert.equal(editor.document.getText(found.range), '506O');
    });

    test('explains an option', async () => {
      const place = rangeOf(editor.document, 'insecure').start.translate(0, 2);
      const text = await hoverText(editor.document.uri, place);
      assert.match(text, /insecure/);
      assert.ok(text.length > 100, 'more than the name');
    });

    test('explains the parts of a register line without showing the secret', async () => {
      const host = rangeOf(editor.document, 'sip.example.com/4420').start.translate(0, 2);
      assert.match(await hoverText(editor.document.uri, host), /sip show registry/);
      const secret = rangeOf(editor.document, 'vB7_kq2RtY').start.translate(0, 2);
      assert.doesNotMatch(await hoverText(editor.document.uri, secret), /vB7_kq2RtY/);
    });

    test('replaces the secret by a strong one and takes it back on undo', async () => {
      const { document } = editor;
      const before = document.lineAt(lineOfSecret().start.line).text;
      assert.equal(before, weakLine);
      const found = await finding(document.uri, 'secret-default', lineOfSecret());

      await apply(await preferredFix(document.uri, found.range));
      const after = await until('the new secret', () => {
        const text = document.lineAt(lineOfSecret().start.line).text;
        return text === weakLine ? undefined : text;
      });
      assert.ok(
        /^secret=[A-Za-z0-9][A-Za-z0-9_-]{19}$/.test(after),
        'twenty characters that are safe everywhere',
      );
      for (const [what, characters] of [
        ['an upper-case letter', /[A-Z]/],
        ['a lower-case letter', /[a-z]/],
        ['a digit', /\d/],
      ] as const) {
        assert.ok(characters.test(after.slice('secret='.length)), `has ${what}`);
      }
      await until('silence about the new secret', () => {
        const left = vscode.languages
          .getDiagnostics(document.uri)
          .filter((diagnostic) => diagnostic.range.start.line === lineOfSecret().start.line);
        return left.length === 0 ? true : undefined;
      });

      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      await until('the old line', () =>
        document.lineAt(lineOfSecret().start.line).text === weakLine ? true : undefined,
      );
      await finding(document.uri, 'secret-default', lineOfSecret());
    });

    test('judges a file that VICIdial writes by the file that includes it', async () => {
      const included = await openFile('sip-vicidial.conf');
      const range = rangeOf(included.document, weakLine);
      const found = await finding(included.document.uri, 'secret-default', range);
      assert.equal(
        findings(included.document.uri, 'conf-no-section', new vscode.Range(0, 0, 9, 0)).length,
        0,
      );
      assert.equal(included.document.getText(found.range), 'test');
    });

    test('judges iax.conf', async () => {
      const iax = await openFile('iax.conf');
      await finding(iax.document.uri, 'secret-empty', rangeOf(iax.document, 'secret=\n'));
    });
  });
}
