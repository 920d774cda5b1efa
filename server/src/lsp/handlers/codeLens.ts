/** `textDocument/codeLens` and `codeLens/resolve`. A click needs a command of the editor; without one the line only tells. */
import type { CodeLens, Command } from 'vscode-languageserver';
import { codeLens, resolveLens, type Lens, type LensText } from '../../features/codeLens.ts';
import {
  applyFixCommand,
  replaceCredentialAt,
  showReferencesCommand,
  vicidialCommands,
} from '../protocol.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler, Rim } from './handler.ts';
import { toLocations } from './placesInFiles.ts';

export const codeLensHandler: Handler = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  listen: (rim) => {
    const { connection, log, session, diagnostics, checked } = rim;
    connection.onCodeLens(
      safely(log, 'codeLens', [], async ({ textDocument }, token): Promise<CodeLens[]> => {
        const { uri: asked } = textDocument;
        if ((await checked(asked)) === undefined) return [];
        // What is weak comes from the check, which is shared and lets others in between.
        await diagnostics.report(asked, () => token.isCancellationRequested);
        const document = await checked(asked);
        if (document === undefined || token.isCancellationRequested) return [];
        const { uri, clientUri, model } = document;
        const { lint, lenses, isLintEnabled } = session.settingsFor(uri);
        const shown = { ...lenses, secrets: lenses.secrets && isLintEnabled };
        return codeLens(session.workspace, uri, lint, shown, diagnostics.cache).map(({ kind, span }) => ({
          range: toLspRange(model.tree, span),
          data: { uri: clientUri, kind, start: span.start },
        }));
      }),
    );
    connection.onCodeLensResolve((lens, token) =>
      safely(log, 'codeLens/resolve', lens, (asked: CodeLens): CodeLens => {
        const found = resolved(rim, asked.data);
        // A line without a command would stay a placeholder for ever.
        return { range: asked.range, command: found ?? { title: '', command: '' } };
      })(lens, token),
    );
  },
};

function resolved(rim: Rim, data: unknown): Command | undefined {
  const { session } = rim;
  const asked = asLens(data);
  const document = asked && session.documents.get(asked.uri);
  if (asked === undefined || document === undefined) return undefined;
  const { lint } = session.settingsFor(document.uri);
  const text = resolveLens(session.workspace, document.uri, asked.lens, lint);
  return text === undefined ? undefined : commandFor(rim, asked.uri, asked.lens.span.start, text);
}

function commandFor(rim: Rim, uri: string, start: number, { title, action }: LensText): Command {
  const { session } = rim;
  if (action?.kind === 'replace') {
    return { title, command: applyFixCommand, arguments: [replaceCredentialAt(uri, start)] };
  }
  if (action === undefined || !rim.hasEditorCommands()) return { title, command: '' };
  if (action.kind === 'change-in-vicidial') {
    return { title, command: vicidialCommands.steps, arguments: [{ uri, offset: start }] };
  }
  const tree = session.documents.get(uri)?.model.tree;
  if (tree === undefined) return { title, command: '' };
  const at = toLspRange(tree, { start, end: start }).start;
  return { title, command: showReferencesCommand, arguments: [uri, at, toLocations(session, action.places)] };
}

function asLens(data: unknown): { readonly uri: string; readonly lens: Lens } | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, kind, start } = data as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string' || typeof start !== 'number' || !Number.isSafeInteger(start) || start < 0) {
    return undefined;
  }
  return isKind(kind) ? { uri, lens: { kind, span: { start, end: start } } } : undefined;
}

function isKind(kind: unknown): kind is Lens['kind'] {
  return kind === 'secrets' || kind === 'references' || kind === 'registrations' || kind === 'generated';
}
