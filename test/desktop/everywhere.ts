// What works on the desktop and in a browser alike: finding one's way, formatting, commands, project files. Knows no Node.
import * as vscode from 'vscode';
import { finding, findings, inFolder, openFile, rangeOf, until } from './drive.ts';

const server = 'everywhere/asterisk';
const phones = '[base](!)\ntype=friend\nhost=dynamic\ncontext=office\nnat=no\n';
const sip = '[general]\ncontext=office\n#include phones.conf\n\n[phone201](base)\nsecret=test\n';
const dialplan = '[office]\nexten => 1,1,Dial(SIP/phone201,20)\n';

/** Declares the tests; `suite` and `test` must be in place. */
export function everywhere(): void {
  suite('Everywhere', () => {
    let editor: vscode.TextEditor;
    const uri = (): vscode.Uri => editor.document.uri;
    const at = (text: string): vscode.Position => rangeOf(editor.document, text).start.translate(0, 1);

    suiteSetup(async () => {
      await write(`${server}/phones.conf`, phones);
      await write(`${server}/extensions.conf`, dialplan);
      await write(`${server}/sip.conf`, sip);
      editor = await openFile(`${server}/sip.conf`);
      await finding(uri(), 'secret-default', rangeOf(editor.document, 'secret=test'));
    });

    test('leads from a name into the file that is included', async () => {
      const target = await definition(at('base)'));
      expect(target.uri.path.endsWith('/phones.conf'), 'the template is in phones.conf');
      expect(target.range.start.line === 0, 'it is in the first line');
    });

    test('leads from a context of sip.conf into extensions.conf', async () => {
      const target = await definition(at('office'));
      expect(target.uri.path.endsWith('/extensions.conf'), 'the context is in extensions.conf');
    });

    test('links the file that an include names', async () => {
      const link = await until('the link', async () => {
        const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          uri(),
        );
        return links.find(({ target }) => target?.path.endsWith('/phones.conf'));
      });
      expect(editor.document.getText(link.range) === 'phones.conf', 'the name is the link');
    });

    test('renames a section with its uses in other files', async () => {
      const edit = await until('the edit', async () => {
        const made = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          'vscode.executeDocumentRenameProvider',
          uri(),
          at('phone201]'),
          'phone202',
        );
        return made.size > 1 ? made : undefined;
      });
      const files = edit.entries().map(([file]) => file.path.slice(file.path.lastIndexOf('/') + 1));
      expect(files.sort().join(' ') === 'extensions.conf sip.conf', 'both files are changed');
    });

    test('finds the uses of a context', async () => {
      const found = await until('the uses', async () => {
        const list = await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          uri(),
          at('office'),
        );
        return list.length >= 3 ? list : undefined;
      });
      const files = new Set(found.map((place) => place.uri.path));
      expect(files.size === 3, 'sip.conf, phones.conf and extensions.conf');
    });

    test('shows the outline, and folds sections', async () => {
      const symbols = await ask<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider', uri());
      const names = symbols.map(({ name }) => name);
      expect(names.includes('[phone201]'), `the sections are in the outline: ${names.join(' ')}`);
      const shown = symbols
        .flatMap(({ children }) => children)
        .map(({ name, detail }) => `${name} ${detail}`);
      expect(shown.length > 0 && !/\btest\b/.test(shown.join(' ')), 'no secret is in the outline');
      const folds = await ask<vscode.FoldingRange>('vscode.executeFoldingRangeProvider', uri());
      expect(folds.length >= 2, 'both sections fold');
    });

    test('shows a section as Asterisk ends up with it, without its secret', async () => {
      editor.selection = new vscode.Selection(at('secret'), at('secret'));
      await vscode.commands.executeCommand('asteriskConf.showEffectiveSection');
      const shown = await until('the section', () =>
        vscode.workspace.textDocuments
          .filter((document) => document.uri.scheme === 'asterisk-conf-section')
          .map((document) => document.getText())
          .find((text) => text.includes('nat')),
      );
      expect(/nat = no\s+; phones\.conf:5/.test(shown), 'the value has its origin');
      expect(shown.includes('********') && !shown.includes('= test'), 'the secret is hidden');
      editor = await openFile(`${server}/sip.conf`);
    });

    test('adds a phone, and tells the command that applies the change', async () => {
      editor.selection = new vscode.Selection(at('phone201]'), at('phone201]'));
      await vscode.commands.executeCommand('asteriskConf.newPhone');
      await until('the phone', () =>
        /\n\[[^\]]+\]\(base\)\nsecret=[A-Za-z0-9][\w-]{19}\n/.test(editor.document.getText())
          ? true
          : undefined,
      );
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.env.clipboard.writeText('');
      await vscode.commands.executeCommand('asteriskConf.copyReloadCommand');
      const command = await until(
        'the command',
        async () => (await vscode.env.clipboard.readText()) || undefined,
      );
      expect(command === 'sip reload', 'it is "sip reload"');
    });

    test('follows a project file that comes and goes', async () => {
      const line = (): vscode.Range => rangeOf(editor.document, 'secret=test');
      await finding(uri(), 'secret-default', line());
      await write('everywhere/.asterisk-conf.json', '{ "rules": { "secret-default": "off" } }');
      await until('silence', () =>
        findings(uri(), 'secret-default', line()).length === 0 ? true : undefined,
      );
      await vscode.workspace.fs.delete(inFolder('everywhere/.asterisk-conf.json'));
      await finding(uri(), 'secret-default', line());
    });

    test('stops and starts its checks', async () => {
      const line = rangeOf(editor.document, 'secret=test');
      await vscode.commands.executeCommand('asteriskConf.toggleLint');
      await until('silence', () => (findings(uri(), 'secret-default', line).length === 0 ? true : undefined));
      await vscode.commands.executeCommand('asteriskConf.toggleLint');
      await finding(uri(), 'secret-default', line);
    });

    test('does not repeat problems of older versions that are shown beside a file', async () => {
      const provider = { provideTextDocumentContent: () => sip };
      const registered = vscode.workspace.registerTextDocumentContentProvider('git', provider);
      const older = await vscode.workspace.openTextDocument(uri().with({ scheme: 'git' }));
      expect(older.languageId === 'asterisk-conf', 'it has its colours');
      await vscode.window.showTextDocument(older);
      await ask<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider', older.uri);
      editor = await openFile(`${server}/sip.conf`);
      // A change makes the editor ask for the problems of everything that is open.
      await vscode.commands.executeCommand('asteriskConf.restartServer');
      await finding(uri(), 'secret-default', rangeOf(editor.document, 'secret=test'));
      expect(vscode.languages.getDiagnostics(older.uri).length === 0, 'it has no problems of its own');
      registered.dispose();
    });

    test('formats without changing what Asterisk reads', async () => {
      await write(`${server}/untidy/sip.conf`, '[general]   \n\n\n\n\n[phone201]\nhost = dynamic  \n');
      const { document } = await openFile(`${server}/untidy/sip.conf`);
      const edits = await ask<vscode.TextEdit>('vscode.executeFormatDocumentProvider', document.uri, {
        tabSize: 2,
        insertSpaces: true,
      });
      expect(edits.length > 0 && edits.every(({ newText }) => newText.trim() === ''), 'only blanks change');
      editor = await openFile(`${server}/sip.conf`);
    });

    test('colours by meaning, the secret too', async () => {
      const legend = await until('the kinds of colours', async () =>
        vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
          'vscode.provideDocumentSemanticTokensLegend',
          uri(),
        ),
      );
      const kinds = await until('the colours', async () => {
        const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
          'vscode.provideDocumentSemanticTokens',
          uri(),
        );
        const numbers = [...(tokens?.data ?? [])].filter((_, i) => i % 5 === 3);
        return numbers.length === 0 ? undefined : numbers.map((kind) => legend.tokenTypes[kind]);
      });
      expect(kinds.includes('secret') && kinds.includes('property'), `kinds are ${kinds.join(' ')}`);
    });

    test('shows above a section how often it is used', async () => {
      const lenses = await until('the lenses', async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uri(),
          100,
        );
        const titles = all.map(({ command }) => command?.title ?? '').filter((title) => title !== '');
        return titles.length === 0 ? undefined : titles;
      });
      expect(!/\btest\b/.test(lenses.join(' ')), 'no lens says a secret');
    });

    test('finds a section of any file by its name', async () => {
      const symbols = await ask<vscode.SymbolInformation>(
        'vscode.executeWorkspaceSymbolProvider',
        'phone201',
      );
      expect(
        symbols.some(({ name }) => name.includes('phone201')),
        'the section is found by its name',
      );
    });

    test('judges a file that is read-only, and adds nothing to it', async () => {
      const files = vscode.workspace.getConfiguration('files');
      await files.update('readonlyInclude', { '**/locked/**': true }, vscode.ConfigurationTarget.Global);
      await write('everywhere/locked/sip.conf', sip);
      const locked = await openFile('everywhere/locked/sip.conf');
      const { document } = locked;
      const { start } = rangeOf(document, '[phone201]');
      await finding(document.uri, 'secret-default', rangeOf(document, 'secret=test'));
      locked.selection = new vscode.Selection(start, start);
      await vscode.commands.executeCommand('asteriskConf.newPhone');
      expect(document.getText() === sip && !document.isDirty, 'the text is as it was');
      await files.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
      editor = await openFile(`${server}/sip.conf`);
    });

    test('starts its server again', async () => {
      await vscode.commands.executeCommand('asteriskConf.restartServer');
      await finding(uri(), 'secret-default', rangeOf(editor.document, 'secret=test'));
      await definition(at('base)'));
    });

    /** The only place a name leads to. */
    async function definition(position: vscode.Position): Promise<vscode.Location> {
      return until('the definition', async () => {
        const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          uri(),
          position,
        );
        const [first] = found;
        if (first === undefined) return undefined;
        return 'targetUri' in first ? new vscode.Location(first.targetUri, first.targetRange) : first;
      });
    }
  });
}

/** What a provider lists, as soon as it lists something. */
async function ask<T>(command: string, ...words: readonly unknown[]): Promise<readonly T[]> {
  return until(command, async () => {
    const found = await vscode.commands.executeCommand<T[] | undefined>(command, ...words);
    return found === undefined || found.length === 0 ? undefined : found;
  });
}

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Not so: ${what}`);
}
