/**
 * Tasks that run `asterisk-conf check`, for those who want its text in a terminal or in the build of a project. Only where
 * there are processes; the program is the one in this extension, run by the editor's own Node.
 */
import * as vscode from 'vscode';

/** Type of the tasks; also the name of the problem matcher, with a `$` in front. */
const type = 'asterisk-conf';

/** What stands in a `tasks.json`. */
interface CheckTask extends vscode.TaskDefinition {
  /** Files and folders, from the open folder; the folder itself when absent. */
  readonly paths?: unknown;
  /** More arguments for `asterisk-conf check`, such as `--max-warnings`. */
  readonly args?: unknown;
}

/**
 * Registers the tasks.
 *
 * @param node path of a program that is Node, or becomes it with `ELECTRON_RUN_AS_NODE`
 */
export function offerTasks({ extensionUri }: vscode.ExtensionContext, node: string): vscode.Disposable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.cjs').fsPath;
  const make = (definition: CheckTask, scope: vscode.WorkspaceFolder): vscode.Task => {
    const args = [program, 'check', ...words(definition.args), '--', ...pathsOf(definition)];
    const run = new vscode.ProcessExecution(node, args, {
      cwd: scope.uri.fsPath,
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    return new vscode.Task(definition, scope, 'check', type, run, `$${type}`);
  };
  return vscode.tasks.registerTaskProvider(type, {
    provideTasks: () => {
      if (!vscode.workspace.isTrusted) return [];
      return (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map((folder) => make({ type }, folder));
    },
    resolveTask: ({ definition, scope }) => {
      const isInFolder = typeof scope === 'object' && scope.uri.scheme === 'file';
      return vscode.workspace.isTrusted && isInFolder ? make(definition, scope) : undefined;
    },
  });
}

function pathsOf({ paths }: CheckTask): readonly string[] {
  const given = words(paths);
  return given.length === 0 ? ['.'] : given;
}

function words(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
