// What the commands, settings and tasks of the manifest do in a real VS Code.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import { finding, findings, hoverText, inFolder, openFile, rangeOf, ruleOf, until } from './drive.ts';
import { startedFrom } from './processes.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The one command that the server brings. */
const ofServer = 'asteriskConf.applyFix';

const weakFile = '[general]\nallowguest=no\n\n[branch1]\ntype=friend\nhost=dynamic\nsecret=test\n';

/** Declares the tests; `suite` and `test` must be in place. */
export function comfort(): void {
  suite('Commands', () => {
    const write = async (name: string, text: string): Promise<vscode.Uri> => {
      const uri = inFolder(name);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return uri;
    };
    const rulesIn = (uri: vscode.Uri): readonly (string | undefined)[] =>
      vscode.languages.getDiagnostics(uri).map(ruleOf);

    suiteSetup(() => openFile('sip.conf'));

    test('of the manifest are all there, and no others', async () => {
      const extension = vscode.extensions.getExtension('asterisk-conf.asterisk-conf');
      assert.ok(extension, 'the extension is there');
      const { contributes } = extension.packageJSON as Manifest;
      const named = contributes.commands.map(({ command }) => command).sort();
      const registered = await until('the commands', async () => {
        const all = await vscode.commands.getCommands(true);
        const ours = all.filter((name) => name.startsWith('asteriskConf.') && !name.endsWith('.focus'));
        return ours.includes(ofServer) ? ours.filter((name) => name !== ofServer).sort() : undefined;
      });
      const known = new Set(named);
      assert.deepEqual(
        named.filter((name) => !registered.includes(name)),
        [],
      );
      assert.deepEqual(
        registered.filter((name) => !known.has(name)),
        [],
      );
    });

    test('check files that nobody opened, and keep their findings up to date', async () => {
      const uri = await write('branch/sip.conf', weakFile);
      assert.deepEqual(rulesIn(uri), []);
      const summary = await vscode.commands.executeCommand<{ files: number; errors: number }>(
        'asteriskConf.checkWorkspace',
      );
      assert.ok(summary.files >= 4, 'roots, what they include, and the new file');
      assert.ok(summary.errors > 0, 'some are wrong on purpose');
      await until('the finding of a file that is not open', () =>
        rulesIn(uri).includes('secret-default') ? true : undefined,
      );
      assert.ok(!vscode.workspace.textDocuments.some((open) => open.uri.path === uri.path));
      await write('branch/sip.conf', weakFile.replace('secret=test', 'secret=vB7_kq2RtY-9sLwZ4mXc'));
      await until('silence once the file is better', () =>
        rulesIn(uri).includes('secret-default') ? undefined : true,
      );
    });

    test('turn problem reports off and on', async () => {
      const { document } = await openFile('sip.conf');
      const weak = rangeOf(document, 'secret=test');
      await finding(document.uri, 'secret-default', weak);
      await vscode.commands.executeCommand('asteriskConf.toggleLint');
      await until('silence', () =>
        findings(document.uri, 'secret-default', weak).length === 0 ? true : undefined,
      );
      assert.ok((await hoverText(document.uri, rangeOf(document, 'insecure').start)).length > 0);
      await vscode.commands.executeCommand('asteriskConf.toggleLint');
      await finding(document.uri, 'secret-default', weak);
    });

    test('choose the version of Asterisk', async () => {
      await openFile('sip.conf');
      await vscode.commands.executeCommand('asteriskConf.selectVersion', 22);
      const settings = (): unknown =>
        vscode.workspace.getConfiguration('asteriskConf').get('asteriskVersion');
      assert.equal(settings(), 22);
      const { document } = await openFile('sip.conf');
      await until('the remark that chan_sip is gone', () =>
        rulesIn(document.uri).includes('sip-driver-removed') ? true : undefined,
      );
      await vscode.commands.executeCommand('asteriskConf.selectVersion', 'auto');
      assert.equal(settings(), 'auto');
    });

    test('treat a file as one of Asterisk, and as another kind', async () => {
      const uri = await write('customers.conf', '[general]\ncolour=blue\n\n[a]\nsecret=test\n');
      const editor = await openFile('customers.conf');
      assert.notEqual(editor.document.languageId, 'asterisk-conf');
      await vscode.commands.executeCommand('asteriskConf.treatFileAs', 'iax.conf');
      await until('the language', () =>
        vscode.window.activeTextEditor?.document.languageId === 'asterisk-conf' ? true : undefined,
      );
      await until('a finding that only iax.conf has', () =>
        rulesIn(uri).includes('secret-default') || rulesIn(uri).includes('section-type-missing')
          ? true
          : undefined,
      );
    });

    test('collect a report that names neither files nor secrets', async () => {
      await openFile('sip.conf');
      await vscode.commands.executeCommand('asteriskConf.collectRedactedReport');
      const document = await until('the report', () => {
        const shown = vscode.window.activeTextEditor?.document;
        return shown?.isUntitled === true ? shown : undefined;
      });
      const text = document.getText();
      assert.match(text, /^# Report of Asterisk Conf\n/);
      assert.match(text, /- sip\.conf, root, \d+ lines, read for Asterisk 20, open/);
      assert.match(text, /- secret-default: \d+/);
      for (const secret of ['vB7_kq2RtY-9sLwZ4mXc', '482913', 'phone102', inFolder('').path, '127.0.0.1']) {
        assert.ok(!text.includes(secret), 'nothing of the files is in it');
      }
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    test('restart the server, which then answers again', async () => {
      const { document } = await openFile('sip.conf');
      await vscode.commands.executeCommand('asteriskConf.restartServer');
      assert.match(await hoverText(document.uri, rangeOf(document, 'insecure').start), /insecure/);
      await finding(document.uri, 'secret-default', rangeOf(document, 'secret=test'));
      assert.equal(startedFrom('server.node.cjs'), 1);
    });

    test('show the output', async () => {
      await vscode.commands.executeCommand('asteriskConf.showOutput');
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });
  });

  suite('The task', () => {
    test('runs the check of this extension with the Node of the editor', async () => {
      const [task] = await until('the task', async () => {
        const tasks = await vscode.tasks.fetchTasks({ type: 'asterisk-conf' });
        return tasks.length > 0 ? tasks : undefined;
      });
      assert.ok(task, 'there is one');
      assert.deepEqual(task.problemMatchers, ['$asterisk-conf']);
      const run = task.execution as vscode.ProcessExecution;
      const { code, text } = programEnd(run);
      assert.equal(code, 1, 'the examples hold errors');
      assert.match(text, /^sip\.conf$/m);
      assert.match(text, /^ +\d+:\d+ {2}error +\S.* {2}secret-default$/m);
    });
  });
}

/** What the task's program prints and how it ends; run here, since not every host has terminals. */
function programEnd({ process: node, args, options }: vscode.ProcessExecution): {
  readonly code: number | null;
  readonly text: string;
} {
  const { cwd, env } = options ?? {};
  const ended = spawnSync(node, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  return { code: ended.status, text: ended.stdout };
}
