// A register line typed field by field in a real VS Code: what is wrong with it comes and goes, the fields are shown,
// and its words are coloured; then one is put in from a provider's text.
import * as vscode from 'vscode';
import { openFile, rangeOf, ruleOf, until } from './drive.ts';

/** What is typed, and the rules that speak of the line afterwards. */
const steps: readonly (readonly [typed: string, rules: readonly string[]])[] = [
  ['register => 4499', ['register-parse']],
  [':"vB7/kq2RtY-9sLwZ4mXc', ['register-parse']],
  ['@voice.example.com', ['register-split']],
  ['<', ['register-no-extension']],
  [':506O', ['register-no-extension', 'register-port']],
  ['/4499', ['register-port']],
  ['0', []],
];

/** Declares the tests; `suite` and `test` must be in place. */
export function registering(): void {
  suite('A register line', () => {
    test('is checked field by field while it is typed', async () => {
      const editor = await openFile('sip.conf');
      const { document } = editor;
      const { line } = rangeOf(document, 'register => 4420').start;
      const edit = (place: vscode.Range, text: string): Thenable<boolean> =>
        editor.edit((builder) => {
          builder.replace(place, text);
        });
      const lineText = (): string => document.lineAt(line).text;
      await edit(new vscode.Range(line, 0, line, 0), '\n');
      for (const [typed, rules] of steps) {
        const end = lineText().length;
        // The quote that was forgotten, and the digit that was a letter.
        const quote = lineText().indexOf('@');
        const letter = lineText().indexOf('506O') + 3;
        if (typed === '<') await edit(new vscode.Range(line, quote, line, quote), '"');
        else if (typed === '0') await edit(new vscode.Range(line, letter, line, letter + 1), '0');
        else await edit(new vscode.Range(line, end, line, end), typed);
        const wanted = [...rules].sort().join();
        await until(
          `${wanted === '' ? 'silence' : wanted} after step ${String(steps.findIndex(([one]) => one === typed))}`,
          () => (registerRules(document.uri, line) === wanted ? true : undefined),
        );
      }
      if (lineText() !== 'register => 4499:"vB7/kq2RtY-9sLwZ4mXc"@voice.example.com:5060/4499') {
        throw new Error('Something else was typed');
      }
      await until('help with the port', async () => {
        const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
          'vscode.executeSignatureHelpProvider',
          document.uri,
          new vscode.Position(line, lineText().indexOf(':5060') + 2),
        );
        const signature = help?.signatures[0];
        const field = signature?.parameters[help?.activeParameter ?? -1]?.label;
        const label = signature?.label ?? '';
        return Array.isArray(field) && label.slice(field[0], field[1]) === 'port' ? true : undefined;
      });
      const legend = await until('the legend of colours', () =>
        vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
          'vscode.provideDocumentSemanticTokensLegend',
          document.uri,
        ),
      );
      const types = await until('the colours of the line', async () => {
        const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
          'vscode.provideDocumentSemanticTokens',
          document.uri,
        );
        const found = tokens === undefined ? [] : typesOn(tokens, legend, line);
        return found.length > 0 ? found.join(' ') : undefined;
      });
      if (types !== 'keyword parameter operator secret operator host operator number operator function') {
        throw new Error(`The line has other colours: ${types}`);
      }
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    test('is written from a provider’s text, once it was shown', async () => {
      const { document } = await openFile('sip.conf');
      const text = 'Username: 4499\nPassword: vB7/kq:2RtY-9sLwZ4mXc\nServer: voice.example.com';
      const done = vscode.commands.executeCommand('asteriskConf.insertRegistration', text);
      await until('the line', async () => {
        // Takes the first entry of the list, as soon as there is a list.
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        const isThere = document
          .getText()
          .includes('\nregister => 4499:"vB7/kq:2RtY-9sLwZ4mXc"@voice.example.com\n');
        return isThere ? true : undefined;
      });
      await done;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  });
}

/** The rules about registering that speak of a line, in order. */
function registerRules(uri: vscode.Uri, line: number): string {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ range }) => range.start.line === line)
    .map((diagnostic) => ruleOf(diagnostic) ?? '')
    .filter((rule) => /^register-(?:parse|port|split|no-extension)$/.test(rule))
    .sort()
    .join();
}

/** The kinds of token on a line. */
function typesOn(
  { data }: vscode.SemanticTokens,
  { tokenTypes }: vscode.SemanticTokensLegend,
  wanted: number,
): readonly string[] {
  const types: string[] = [];
  let line = 0;
  for (let i = 0; i < data.length; i += 5) {
    line += data[i] ?? 0;
    if (line === wanted) types.push(tokenTypes[data[i + 3] ?? 0] ?? '');
  }
  return types;
}
