/** From our shapes to the protocol's. */
import {
  DiagnosticSeverity,
  DiagnosticTag,
  MarkupKind,
  type CodeDescription,
  type Diagnostic as LspDiagnostic,
  type DocumentSymbol,
  type Hover,
  type Location,
  type Range,
  type SymbolInformation,
} from 'vscode-languageserver-protocol';
import type { Diagnostic } from '../rules/run.ts';
import type { RelatedPlace, Severity } from '../rules/rule.ts';
import { positionAt } from '../syntax/position.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { OutlineSymbol } from '../features/documentSymbol.ts';
import type { HoverText } from '../features/hover.ts';
import type { Span } from '../text/span.ts';

/** `source` of everything this server reports. */
export const source = 'asterisk-conf';

export function toLspRange(tree: SyntaxTree, span: Span): Range {
  return { start: positionAt(tree, span.start), end: positionAt(tree, span.end) };
}

/**
 * @param rulePages URI of the folder with the rules' pages; without one a finding links nowhere
 * @param locate where a place of another file is; `undefined` for files nobody has read
 */
export function toLspDiagnostic(
  tree: SyntaxTree,
  { rule, severity, message, span, tags, related }: Diagnostic,
  rulePages: string | undefined,
  locate?: (place: RelatedPlace) => Location | undefined,
): LspDiagnostic {
  const relatedInformation = (related ?? []).flatMap((place) => {
    const location = locate?.(place);
    return location === undefined ? [] : [{ location, message: place.message }];
  });
  return {
    range: toLspRange(tree, span),
    severity: toLspSeverity(severity),
    code: rule,
    ...(rulePages === undefined ? {} : { codeDescription: pageOf(rule, rulePages) }),
    source,
    message,
    ...(tags === undefined || tags.length === 0 ? {} : { tags: tags.map(toLspTag) }),
    ...(relatedInformation.length === 0 ? {} : { relatedInformation }),
  };
}

/** @param hasMarkdown whether the client renders Markdown; others show it as it is written */
export function toLspHover(tree: SyntaxTree, { markdown, span }: HoverText, hasMarkdown: boolean): Hover {
  const kind = hasMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { contents: { kind, value: markdown }, range: toLspRange(tree, span) };
}

/**
 * The outline as a tree, or as a flat list for clients that know no other; then `flatFor` is the document's URI.
 * Yields after each section.
 */
export function* toLspSymbols(
  tree: SyntaxTree,
  symbols: readonly OutlineSymbol[],
  flatFor: string | undefined,
): Generator<undefined, DocumentSymbol[] | SymbolInformation[]> {
  const nested: DocumentSymbol[] = [];
  const flat: SymbolInformation[] = [];
  for (const symbol of symbols) {
    if (flatFor === undefined) nested.push(toNestedSymbol(tree, symbol));
    else flat.push(...toFlatSymbols(tree, symbol, flatFor, undefined));
    yield;
  }
  return flatFor === undefined ? nested : flat;
}

function toNestedSymbol(tree: SyntaxTree, symbol: OutlineSymbol): DocumentSymbol {
  const { name, detail, kind, span, selection, children } = symbol;
  return {
    // An empty name is against the protocol, and clients refuse the whole outline for it.
    name: name || '(no name)',
    ...(detail === '' ? {} : { detail }),
    kind,
    range: toLspRange(tree, span),
    selectionRange: toLspRange(tree, selection),
    children: children.map((child) => toNestedSymbol(tree, child)),
  };
}

function toFlatSymbols(
  tree: SyntaxTree,
  { name, kind, span, children }: OutlineSymbol,
  uri: string,
  containerName: string | undefined,
): SymbolInformation[] {
  const own = { name: name || '(no name)', kind, location: { uri, range: toLspRange(tree, span) } };
  return [
    containerName === undefined ? own : { ...own, containerName },
    ...children.flatMap((child) => toFlatSymbols(tree, child, uri, name)),
  ];
}

export function toLspSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}

function toLspTag(tag: 'unnecessary' | 'deprecated'): DiagnosticTag {
  return tag === 'unnecessary' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated;
}

function pageOf(rule: string, rulePages: string): CodeDescription {
  return { href: `${rulePages}/${rule}.md` };
}
