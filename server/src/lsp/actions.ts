/**
 * Code actions: what the light bulb offers, and the edits once something was chosen. What a client sends back with a
 * chosen action is checked like any other input; the edits are always computed from the current text.
 */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import {
  codeActions,
  fixAllAction,
  resolveAction,
  type ActionData,
  type LabelledEdit,
  type ProposedAction,
} from '../features/codeAction.ts';
import { refactorings } from '../features/refactoring/refactorings.ts';
import type { DigestOption } from '../features/refactoring/storeDigest.ts';
import { replaceSecretAt } from '../features/replaceSecret.ts';
import type { LintCache } from '../rules/run.ts';
import type { Reach } from '../rules/suppress.ts';
import { generateSecret, secureRandom } from '../secrets/generate.ts';
import type { OpenDocument } from './documents.ts';
import { isEditable } from './editable.ts';
import { fromLspRange } from './fromLsp.ts';
import { applyFixCommand, vicidialCommands, type FixReference } from './protocol.ts';
import type { Session } from './session.ts';
import { source, toLspRange } from './toLsp.ts';

/** Two draws of the platform's secure source are never alike; nothing keeps what was drawn. */
export const random = secureRandom((target) => crypto.getRandomValues(target));

/** What a client can do with actions and edits. */
export interface ActionAbilities {
  /** Understands code actions, not just commands. */
  readonly hasLiterals: boolean;
  /** Asks for the edit of an action when the user picks it. */
  readonly canResolve: boolean;
  /** Takes edits for a version of a document. */
  readonly hasVersionedEdits: boolean;
  /** Can show a preview in which the user confirms each edit. */
  readonly hasAnnotations: boolean;
  /** Carries out `vicidialCommands` itself. */
  readonly hasEditorCommands: boolean;
}

/** Reads from the client's capabilities what it can do. */
export function actionAbilities(
  { textDocument, workspace }: ClientCapabilities,
  hasEditorCommands = false,
): ActionAbilities {
  const action = textDocument?.codeAction;
  return {
    hasLiterals: action?.codeActionLiteralSupport !== undefined,
    canResolve: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    hasVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    hasAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    hasEditorCommands,
  };
}

/** The menu for a range, without a single edit computed. */
export function offerActions(
  session: Session,
  document: OpenDocument,
  { range, context }: CodeActionParams,
  abilities: ActionAbilities,
  cache: LintCache,
): (CodeAction | Command)[] {
  const { isLintEnabled, lint } = session.settingsFor(document.uri);
  const { workspace } = session;
  const { uri } = document;
  const span = fromLspRange(document.model.tree, range);
  const isWanted = (kind: ProposedAction['kind']): boolean => isAsked(kind, context.only);
  const ours = context.diagnostics.filter((diagnostic) => diagnostic.source === source);
  // Only codes are taken from the client; what is wrong and where, the rules say again.
  const codes = new Set(ours.map(({ code }) => String(code)));
  const given = {
    cache,
    hasEditorCommands: abilities.hasEditorCommands,
    ...(context.diagnostics.length === 0 ? {} : { codes }),
  };
  const fixes = isLintEnabled && isWanted('quickfix') ? codeActions(workspace, uri, span, lint, given) : [];
  const others = refactorings(workspace, uri, span, lint, { isWanted, isEditable: isEditable(session) });
  // Only where it is asked for by name, as when a file is saved: it looks at the whole file.
  const isFixAll = isLintEnabled && context.only !== undefined && isWanted('source.fixAll.asteriskConf');
  const fixAll = isFixAll ? fixAllAction(workspace, uri, lint, cache) : undefined;
  const offered = [...fixes, ...others, ...(fixAll === undefined ? [] : [fixAll])];
  return offered.map((action) => toLspAction(document, action, ours, abilities));
}

/** The edit of a chosen action. Throws a "content modified" error when it fits the text no longer. */
export function resolveEdit(
  session: Session,
  reference: FixReference,
  abilities: ActionAbilities,
): WorkspaceEdit {
  const document = session.documents.get(reference.uri);
  const edits = document && computeEdits(session, document, reference.action);
  if (document === undefined || edits === undefined || edits.length === 0) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed, so there is nothing to do');
  }
  return toWorkspaceEdit(session, document.uri, edits, abilities);
}

/** A new secret by the settings. */
export function drawSecret(session: Session): string {
  return generateSecret(random, session.settings.lint.generator);
}

/** Checks `data` of an action or the argument of a command. */
export function asFixReference(value: unknown): FixReference | undefined {
  if (!isRecord(value) || typeof value.uri !== 'string') return undefined;
  return { uri: value.uri, action: value.action };
}

type ChosenAction = ActionData | { readonly kind: 'replace-secret'; readonly start: number };

function computeEdits(
  session: Session,
  { uri }: OpenDocument,
  data: unknown,
): readonly LabelledEdit[] | undefined {
  const action = asAction(data);
  if (action === undefined) return undefined;
  const { workspace } = session;
  const { lint } = session.settingsFor(uri);
  if (action.kind === 'replace-secret') return replaceSecretAt(workspace, uri, action.start, lint, random);
  return resolveAction(workspace, uri, action, lint, random, isEditable(session));
}

function asAction(data: unknown): ChosenAction | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, rule, start, end, ordinal, reach, option } = data;
  if (kind === 'replace-weak-secrets' || kind === 'fix-all' || kind === 'rename-options') return { kind };
  if (!isCount(start)) return undefined;
  if (kind === 'inline-template' || kind === 'rename-option') return { kind, start };
  if (kind === 'store-digest') return isDigestOption(option) ? { kind, start, option } : undefined;
  if (kind === 'extract-template') return isCount(end) ? { kind, start, end } : undefined;
  if (kind === 'replace-secret' || kind === 'replace-credential') return { kind, start };
  if (typeof rule !== 'string') return undefined;
  if (kind === 'suppress') return isReach(reach) ? { kind, rule, start, reach } : undefined;
  return kind === 'fix' && isCount(end) && isCount(ordinal) ? { kind, rule, start, end, ordinal } : undefined;
}

function isDigestOption(value: unknown): value is DigestOption {
  return value === 'md5secret' || value === 'md5_cred' || value === 'password_digest';
}

function isReach(value: unknown): value is Reach {
  return value === 'line' || value === 'section' || value === 'file';
}

/** A kind asked for stands for those below it: `refactor` for `refactor.extract`. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

function toLspAction(
  document: OpenDocument,
  { title, kind, isPreferred, finding, data }: ProposedAction,
  reported: readonly Diagnostic[],
  abilities: ActionAbilities,
): CodeAction | Command {
  const reference: FixReference = { uri: document.clientUri, action: data };
  const ofEditor = data.kind === 'lasting';
  const command: Command = ofEditor
    ? {
        title,
        command: vicidialCommands[data.way],
        arguments: [{ uri: document.clientUri, offset: data.start }],
      }
    : { title, command: applyFixCommand, arguments: [reference] };
  if (!abilities.hasLiterals) return command;
  const start = finding && toLspRange(document.model.tree, finding.span).start;
  const mended = reported.filter(
    ({ code, range }) =>
      code === finding?.rule && range.start.line === start?.line && range.start.character === start.character,
  );
  return {
    title,
    kind,
    ...(mended.length === 0 ? {} : { diagnostics: mended }),
    ...(isPreferred ? { isPreferred } : {}),
    ...(abilities.canResolve && !ofEditor ? { data: reference } : { command }),
  };
}

/** Edits of one or more files; those of files that are not open carry no version. */
export function toWorkspaceEdit(
  { workspace, documents }: Pick<Session, 'workspace' | 'documents'>,
  uri: string,
  edits: readonly LabelledEdit[],
  abilities: ActionAbilities,
): WorkspaceEdit {
  const annotations: Record<string, ChangeAnnotation> = {};
  const isPreview = abilities.hasAnnotations && edits.some((edit) => edit.needsConfirmation);
  const files = new Set(edits.map((edit) => edit.uri ?? uri));
  const changed = [...files].flatMap((file) => {
    const model = workspace.files.get(file);
    if (model === undefined) return [];
    const own = edits.filter((edit) => (edit.uri ?? uri) === file);
    const sorted = own.sort((a, b) => a.span.start - b.span.start);
    const changes = sorted.map((edit): TextEdit | AnnotatedTextEdit => {
      const plain = { range: toLspRange(model.tree, edit.span), newText: edit.newText };
      if (!isPreview) return plain;
      const annotationId = `change-${Object.keys(annotations).length + 1}`;
      annotations[annotationId] = { label: edit.label, needsConfirmation: edit.needsConfirmation };
      return { ...plain, annotationId };
    });
    const open = documents.get(file);
    return [{ clientUri: open?.clientUri ?? file, version: open?.version ?? null, changes }];
  });
  if (!abilities.hasVersionedEdits) {
    return { changes: Object.fromEntries(changed.map(({ clientUri, changes }) => [clientUri, changes])) };
  }
  return {
    documentChanges: changed.map(({ clientUri, version, changes }) => ({
      textDocument: { uri: clientUri, version },
      edits: changes,
    })),
    ...(Object.keys(annotations).length === 0 ? {} : { changeAnnotations: annotations }),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
