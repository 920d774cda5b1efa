/** The click on a code lens that counts references: the editor's own list of places, beside the line. */
import * as vscode from 'vscode';
import { showReferencesCommand } from '../../server/src/lsp/protocol.ts';

interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

interface PlainLocation {
  readonly uri: string;
  readonly range: { readonly start: PlainPosition; readonly end: PlainPosition };
}

/** The server speaks of places in plain data; the editor's command wants its own objects. */
export function registerShowReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(
    showReferencesCommand,
    async (uri: string, at: PlainPosition, places: readonly PlainLocation[]) => {
      await vscode.commands.executeCommand(
        'editor.action.showReferences',
        vscode.Uri.parse(uri),
        positionOf(at),
        places.map(
          ({ uri: file, range }) =>
            new vscode.Location(
              vscode.Uri.parse(file),
              new vscode.Range(positionOf(range.start), positionOf(range.end)),
            ),
        ),
      );
    },
  );
}

function positionOf({ line, character }: PlainPosition): vscode.Position {
  return new vscode.Position(line, character);
}
