// What both suites inside VS Code need: waiting for an answer, finding text, reading what the editor shows.
import * as vscode from 'vscode';

/** How long one answer may take, in milliseconds; starting the server is part of the first one. */
const patience = 20_000;

/**
 * Asks again and again until there is an answer.
 *
 * Every question to the editor needs this: it cancels a request, and answers nothing, whenever another extension
 * registers itself meanwhile.
 *
 * @throws naming `what` when there is none in time
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | PromiseLike<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The file of that name in the open folder, shown in an editor. */
export async function openFile(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(inFolder(name));
  return vscode.window.showTextDocument(document);
}

/** Address of a file in the open folder. */
export function inFolder(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Where `text` stands first in the document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`"${text}" is not in ${document.fileName}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** The rule a diagnostic comes from; `undefined` for those of other extensions. */
export function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  if (diagnostic.source !== 'asterisk-conf') return undefined;
  const code = diagnostic.code;
  return typeof code === 'object' ? String(code.value) : code === undefined ? undefined : String(code);
}

/** Our diagnostics of one rule that touch `range`. */
export function findings(uri: vscode.Uri, rule: string, range: vscode.Range): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(
      (diagnostic) => ruleOf(diagnostic) === rule && diagnostic.range.intersection(range) !== undefined,
    );
}

/** The first finding of a rule that touches `range`, as soon as there is one. */
export function finding(uri: vscode.Uri, rule: string, range: vscode.Range): Promise<vscode.Diagnostic> {
  return until(`${rule} in line ${range.start.line + 1}`, () => findings(uri, rule, range)[0]);
}

/** Everything the hover at a place says, as soon as it says something. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  return until('a hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const text = hovers
      .flatMap((hover) => hover.contents.map((content) => (content as vscode.MarkdownString).value))
      .join('\n');
    return text === '' ? undefined : text;
  });
}

/** The quick fix the editor would apply first at `range`, with its edit. */
export async function preferredFix(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction> {
  return until('a preferred quick fix', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      100,
    );
    return actions.find((action) => action.isPreferred);
  });
}

/** Does what choosing the action in the menu would do. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  if (action.edit === undefined && action.command === undefined) throw new Error('The action does nothing');
  if (action.edit !== undefined && !(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error('The editor refused the edit');
  }
  if (action.command !== undefined) {
    const given: readonly unknown[] = action.command.arguments ?? [];
    await vscode.commands.executeCommand(action.command.command, ...given);
  }
}
