// The main job where there is no Node: underline, explain and replace, with the server in a worker.
import * as vscode from 'vscode';
import { apply, finding, hoverText, openFile, preferredFix, rangeOf, until } from '../desktop/drive.ts';

/** Declares the tests; `suite` and `test` must be in place. */
export function webJob(): void {
  suite('The main job in a browser', () => {
    let editor: vscode.TextEditor;

    suiteSetup(async () => {
      editor = await openFile('sip.conf');
    });

    const line = (): vscode.Range => {
      const section = editor.document.getText().indexOf('[phone101]');
      const start = editor.document.getText().indexOf('secret=', section);
      return editor.document.lineAt(editor.document.positionAt(start).line).range;
    };

    test('knows sip.conf by its name', () => {
      expect(editor.document.languageId === 'asterisk-conf', 'the language is ours');
    });

    test('underlines a secret everybody knows', async () => {
      const found = await finding(editor.document.uri, 'secret-default', line());
      expect(editor.document.getText(found.range) === 'test', 'the value alone is underlined');
    });

    test('explains an option', async () => {
      const place = rangeOf(editor.document, 'insecure').start.translate(0, 2);
      const text = await hoverText(editor.document.uri, place);
      expect(text.includes('insecure') && text.length > 100, 'the hover says more than the name');
    });

    test('reads the file an include names', async () => {
      const included = await openFile('sip-vicidial.conf');
      const found = await finding(
        included.document.uri,
        'secret-default',
        rangeOf(included.document, 'secret=test'),
      );
      expect(found.severity === vscode.DiagnosticSeverity.Error, 'it is an error');
      await openFile('sip.conf');
    });

    test('replaces the secret by a strong one and takes it back on undo', async () => {
      const { document } = editor;
      const found = await finding(document.uri, 'secret-default', line());
      await apply(await preferredFix(document.uri, found.range));
      const after = await until('the new secret', () => {
        const text = document.getText(line());
        return text === 'secret=test' ? undefined : text;
      });
      expect(
        /^secret=[A-Za-z0-9][A-Za-z0-9_-]{19}$/.test(after),
        'twenty characters that are safe everywhere',
      );
      editor = await openFile('sip.conf');
      await vscode.commands.executeCommand('undo');
      await until('the old line', () => (document.getText(line()) === 'secret=test' ? true : undefined));
    });
  });
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Not so: ${what}`);
}
