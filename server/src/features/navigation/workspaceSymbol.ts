/** Searches the names of all files by some of their letters. */
import type * as lsp from 'vscode-languageserver-types';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { basename } from '../../text/uri.ts';
import { allDefinitions, type Definition, type SymbolKind } from '../../workspace/symbols.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** One hit. */
export interface FoundSymbol {
  readonly name: string;
  /** What it is and where, such as `endpoint in pjsip.conf`. */
  readonly container: string;
  readonly kind: lsp.SymbolKind;
  readonly uri: string;
  readonly span: Span;
}

/** Hits of one search; an editor asks again when more letters are typed. */
const MAX_HITS = 256;

/** Numbers of the protocol's SymbolKind; the package itself is a type-only import here. */
const CLASS = 5;
const INTERFACE = 11;
const lspKinds: Partial<Readonly<Record<SymbolKind, lsp.SymbolKind>>> = {
  auth: 20,
  aor: 8,
  transport: 2,
  context: 3,
  mailbox: 14,
  acl: 18,
  queue: 10,
};

/** The names that hold the letters of `query` in this order, letter case ignored, best first. */
export function workspaceSymbol(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const wanted = foldCase(query.trim());
  const ranked: Definition[][] = [[], [], [], []];
  let last: Definition | undefined;
  for (const definition of allDefinitions(
    workspace,
    (name) => rankOf(wanted, foldCase(name)) !== undefined,
  )) {
    if (definition.isImplied || definition.suffix !== undefined) continue;
    // A header comes as a section first, and then as what it defines.
    const isSame = last?.uri === definition.uri && last.span.start === definition.span.start;
    const rank = rankOf(wanted, foldCase(definition.name));
    if (rank === undefined) continue;
    const hits = ranked[rank] ?? [];
    if (isSame && hits.at(-1) === last) hits.pop();
    hits.push(definition);
    last = definition;
  }
  return ranked.flat().slice(0, MAX_HITS).map(toSymbol);
}

/** 0 for the whole name, 1 for its start, 2 for a part of it, 3 for letters with others between. */
function rankOf(wanted: string, name: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  let at = 0;
  for (let i = 0; i < name.length && at < wanted.length; i++) if (name[i] === wanted[at]) at++;
  return at === wanted.length ? 3 : undefined;
}

function toSymbol({ kind, name, uri, span, isTemplate }: Definition): FoundSymbol {
  const what = isTemplate ? 'template' : kind.replace('-', ' ');
  return {
    name,
    container: `${what} in ${basename(uri)}`,
    kind: isTemplate ? INTERFACE : (lspKinds[kind] ?? CLASS),
    uri,
    span,
  };
}
