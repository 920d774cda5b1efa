/** `textDocument/completion` and `completionItem/resolve`. */
import {
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type Range,
} from 'vscode-languageserver';
import { completion } from '../../features/completion/completion.ts';
import type { CompletionEntry, EntryData, EntryKind } from '../../features/completion/entry.ts';
import { includeFolder } from '../../features/completion/includes.ts';
import { resolveCompletion } from '../../features/completion/resolve.ts';
import type { Span } from '../../text/span.ts';
import { versionOf } from '../../workspace/version.ts';
import type { OpenDocument } from '../documents.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { applyFixCommand, replaceSecretAt } from '../protocol.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler, Rim } from './handler.ts';

const empty: CompletionList = { isIncomplete: false, items: [] };

export const completionHandler: Handler = {
  capabilities: {
    completionProvider: {
      resolveProvider: true,
      triggerCharacters: ['=', '>', '[', '(', ',', '#', '/', '!', '{', '?', '&'],
    },
  },
  listen: (rim) => {
    const { connection, log, session, checked } = rim;
    connection.onCompletion(
      safely<CompletionParams, CompletionList>(
        log,
        'completion',
        empty,
        async ({ textDocument, position }) => {
          const document = await checked(textDocument.uri);
          if (document === undefined) return empty;
          const offset = fromLspPosition(document.model.tree, position);
          const folder = includeFolder(session.workspace, document.uri, offset);
          const listing = folder === undefined ? [] : await session.listFolder(folder.uri, folder.isNamed);
          // The document may have changed while the folder was read.
          if (session.documents.get(textDocument.uri)?.version !== document.version) return empty;
          const { workspace } = session;
          const version = versionFor(rim, document.uri);
          const { entries, isIncomplete } = completion(workspace, document.uri, offset, { version, listing });
          const asked = { document, offset, version, rangeOf: rangesOf(document) };
          return { isIncomplete, items: entries.map((entry, i) => toItem(rim, asked, entry, i)) };
        },
      ),
    );
    connection.onCompletionResolve((item, token) =>
      safely(log, 'completionItem/resolve', item, (chosen: CompletionItem): CompletionItem => {
        const found = asData(chosen.data);
        if (found === undefined) return chosen;
        const text = resolveCompletion(found.data, found.version);
        if (text === undefined) return chosen;
        const formats = rim.client().textDocument?.completion?.completionItem?.documentationFormat;
        const kind = formats?.includes('markdown') === true ? MarkupKind.Markdown : MarkupKind.PlainText;
        return { ...chosen, documentation: { kind, value: text } };
      })(item, token),
    );
  },
};

function versionFor({ session }: Rim, uri: string): number {
  return versionOf(session.workspace, uri, session.settingsFor(uri).lint.asteriskVersion).number;
}

/** What all items of one answer have in common. */
interface Asked {
  readonly document: OpenDocument;
  readonly offset: number;
  readonly version: number;
  readonly rangeOf: (span: Span) => Range;
}

/** Ranges of stretches; all items of an answer replace the same few. */
function rangesOf({ model: { tree } }: OpenDocument): (span: Span) => Range {
  const known = new Map<string, Range>();
  return (span) => {
    const key = `${String(span.start)} ${String(span.end)}`;
    const range = known.get(key) ?? toLspRange(tree, span);
    known.set(key, range);
    return range;
  };
}

function toItem(
  rim: Rim,
  { document, offset, version, rangeOf }: Asked,
  entry: CompletionEntry,
  index: number,
): CompletionItem {
  const { label, kind, span, newText, detail, filter, data } = entry;
  const can = rim.client().textDocument?.completion?.completionItem;
  const isSnippet = entry.isSnippet === true && can?.snippetSupport === true;
  const text = entry.isSnippet === true && !isSnippet ? withoutStops(newText) : newText;
  return {
    label,
    kind: kinds[kind],
    textEdit: { range: rangeOf(span), newText: text },
    sortText: String(index).padStart(5, '0'),
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(detail === undefined ? {} : { detail }),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(entry.isDeprecated === true && can?.tagSupport !== undefined
      ? { tags: [CompletionItemTag.Deprecated] }
      : {}),
    ...(data === undefined ? {} : { data: { ...data, version } }),
    ...commandOf(document, entry, offset),
  };
}

function commandOf(
  { clientUri }: OpenDocument,
  { then, span }: CompletionEntry,
  offset: number,
): Pick<CompletionItem, 'command'> {
  if (then === 'suggest') {
    // Other clients than VS Code and those like it do not know the command, and then do nothing.
    return { command: { title: 'Suggest values', command: 'editor.action.triggerSuggest' } };
  }
  if (then !== 'draw-secret') return {};
  const at = Math.min(span.start, offset);
  return {
    command: { title: 'New secret', command: applyFixCommand, arguments: [replaceSecretAt(clientUri, at)] },
  };
}

/** A snippet as plain text: what stands in the tab stops stays. */
function withoutStops(snippet: string): string {
  let text = snippet;
  // Stops inside of stops go first.
  for (let depth = 0; depth < 3; depth++) text = text.replaceAll(/\$\{\d+:([^${}]*)\}/g, '$1');
  return text.replaceAll(/\$\{?\d+\}?/g, '');
}

const kinds: Readonly<Record<EntryKind, CompletionItemKind>> = {
  action: CompletionItemKind.Event,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  function: CompletionItemKind.Function,
  option: CompletionItemKind.Property,
  reference: CompletionItemKind.Reference,
  rule: CompletionItemKind.Constant,
  section: CompletionItemKind.Class,
  snippet: CompletionItemKind.Snippet,
  type: CompletionItemKind.Enum,
  variable: CompletionItemKind.Variable,
  word: CompletionItemKind.EnumMember,
};

/** What a client sends back is checked like any other input. */
function asData(value: unknown): { readonly data: EntryData; readonly version?: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, file, section, name, id, callee, version } = value as Readonly<Record<string, unknown>>;
  const read = typeof version === 'number' ? { version } : {};
  if (from === 'rule' && typeof id === 'string') return { data: { from, id }, ...read };
  if (from === 'callable' && typeof name === 'string') {
    return callee === 'application' || callee === 'function'
      ? { data: { from, callee, name }, ...read }
      : undefined;
  }
  if (from !== 'option' || typeof file !== 'string' || typeof name !== 'string') return undefined;
  return { data: { from, file, name, ...(typeof section === 'string' ? { section } : {}) }, ...read };
}
