// A folder the user has not said to trust: everything is checked, but nothing outside of it is read.
import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
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
} from '../desktop/drive.ts';
import { press } from '../desktop/report.ts';

const outside = '[outside](!)\ntype=friend\nhost=dynamic\n';
const inside = '[general]\n#include ../../outside.conf\n[phone](outside)\nsecret=test\n';

/** Declares the tests; `suite` and `test` must be in place. */
export function restrictedJob(): void {
  suite('Restricted mode', () => {
    let editor: vscode.TextEditor;
    const include = (): vscode.Range => rangeOf(editor.document, '../../outside.conf');

    test('is on', () => {
      assert.equal(vscode.workspace.isTrusted, false);
    });

    test('leaves colours, findings, explanations and fixes as they are', async () => {
      editor = await openFile('sip.conf');
      const { document } = editor;
      const line = document.lineAt(rangeOf(document, 'secret=test').start.line).range;
      const found = await finding(document.uri, 'secret-default', line);
      const place = rangeOf(document, 'insecure').start.translate(0, 2);
      assert.match(await hoverText(document.uri, place), /insecure/);
      await apply(await preferredFix(document.uri, found.range));
      await until('the new secret', () =>
        document.getText(line) === 'secret=test' ? undefined : document.getText(line),
      );
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    test('reads what an include names inside the folder', async () => {
      const included = await openFile('sip-vicidial.conf');
      await finding(included.document.uri, 'secret-default', rangeOf(included.document, 'secret=test'));
    });

    test('does not read what an include names outside of it, and says why', async () => {
      const folder = inFolder('restricted');
      writeFileSync(path.join(folder.fsPath, '../../outside.conf'), outside);
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.writeFile(inFolder('restricted/sip.conf'), new TextEncoder().encode(inside));
      editor = await openFile('restricted/sip.conf');
      const found = await finding(editor.document.uri, 'conf-include-missing', include());
      assert.equal(found.severity, vscode.DiagnosticSeverity.Information);
      assert.match(found.message, /restricted mode/);
      assert.match(await hoverText(editor.document.uri, include().start), /restricted mode/);
      const everywhere = new vscode.Range(0, 0, 9, 0);
      await finding(editor.document.uri, 'secret-default', everywhere);
      assert.equal(findings(editor.document.uri, 'conf-template-missing', everywhere).length, 0);
    });

    test('reads it as soon as the user trusts the folder', async () => {
      await vscode.commands.executeCommand('workbench.trust.manage');
      press('.workspace-trust-editor .workspace-trust-limitations.trusted .monaco-button >> nth=0');
      await until('trust', () => (vscode.workspace.isTrusted ? true : undefined));
      const { uri } = editor.document;
      await vscode.window.showTextDocument(editor.document);
      await until('silence about the include', () =>
        findings(uri, 'conf-include-missing', include()).length === 0 ? true : undefined,
      );
      await finding(uri, 'secret-default', new vscode.Range(0, 0, 9, 0));
    });
  });
}
