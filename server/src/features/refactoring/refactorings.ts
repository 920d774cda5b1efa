/** The light bulb's ways to write the same configuration otherwise. Edits are computed when one is chosen. */
import type { LintSettings } from '../../rules/rule.ts';
import { lineOf, lineStart } from '../../syntax/position.ts';
import type { Span } from '../../text/span.ts';
import { lineCountOfRoot } from '../../workspace/effective.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import type { LabelledEdit, ProposedAction } from '../codeAction.ts';
import { oldNames, oldNamesOfFile } from './currentNames.ts';
import { extractTemplate, sharedOptions } from './extractTemplate.ts';
import { inlineTemplate, usedTemplate } from './inlineTemplate.ts';
import { digestOptions, storeDigest, type DigestOption } from './storeDigest.ts';

/** What a chosen refactoring has to do; small enough to travel with the action. */
export type RefactoringData =
  | { readonly kind: 'extract-template'; readonly start: number; readonly end: number }
  | { readonly kind: 'inline-template'; readonly start: number }
  | { readonly kind: 'rename-option'; readonly start: number }
  | { readonly kind: 'rename-options' }
  | { readonly kind: 'store-digest'; readonly start: number; readonly option: DigestOption };

/** Which kinds are asked for. */
export type IsWanted = (kind: ProposedAction['kind']) => boolean;

/** Loading more lines than this for a menu would be felt; the check is then made when the action is chosen. */
const MOST_LINES = 20_000;

/** The refactorings that fit what `range` touches, by kind and in the order of the menu. */
export function refactorings(
  workspace: Workspace,
  uri: string,
  range: Span,
  settings: LintSettings,
  { isWanted, isEditable }: { readonly isWanted: IsWanted; readonly isEditable: (uri: string) => boolean },
): readonly ProposedAction[] {
  return [
    ...(isWanted('refactor.extract') ? extractions(workspace, uri, range) : []),
    ...(isWanted('refactor.inline') ? inlinings(workspace, uri, range, isEditable) : []),
    ...(isWanted('refactor.rewrite') ? rewritings(workspace, uri, range, settings) : []),
    ...(isWanted('refactor.rewrite') ? digests(workspace, uri, range) : []),
  ];
}

function extractions(workspace: Workspace, uri: string, range: Span): readonly ProposedAction[] {
  if (range.end <= range.start) return [];
  const shared = sharedOptions(workspace, uri, range);
  if (shared === undefined) return [];
  const isSmall = lineCountOfRoot(workspace, uri) <= MOST_LINES;
  if (isSmall && extractTemplate(workspace, uri, range) === undefined) return [];
  const { count, sections } = shared;
  return [
    {
      title: `Move the ${String(count)} options that these ${String(sections.length)} sections share into a template`,
      kind: 'refactor.extract',
      isPreferred: false,
      data: { kind: 'extract-template', ...range },
    },
  ];
}

function inlinings(
  workspace: Workspace,
  uri: string,
  { start }: Span,
  isEditable: (uri: string) => boolean,
): readonly ProposedAction[] {
  const used = usedTemplate(workspace, uri, start, isEditable);
  if (used === undefined) return [];
  const isSmall = lineCountOfRoot(workspace, uri) <= MOST_LINES;
  if (isSmall && inlineTemplate(workspace, uri, start, isEditable) === undefined) return [];
  const { template, users } = used;
  const into =
    users.length === 1 ? 'the section that uses it' : `the ${String(users.length)} sections that use it`;
  return [
    {
      title: `Write the template [${template.header.name}] into ${into}`,
      kind: 'refactor.inline',
      isPreferred: false,
      data: { kind: 'inline-template', start },
    },
  ];
}

function rewritings(
  workspace: Workspace,
  uri: string,
  range: Span,
  settings: LintSettings,
): readonly ProposedAction[] {
  const tree = workspace.files.get(factsOf(workspace, uri).uri)?.tree;
  if (tree === undefined) return [];
  // Anywhere on the line will do: nobody puts the caret on a name to have it changed.
  const first = lineOf(tree, range.start);
  const line = { start: lineStart(tree, first), end: lineStart(tree, lineOf(tree, range.end) + 1) - 1 };
  const old = oldNames(workspace, uri, { start: line.start, end: Math.max(line.start, line.end) }, settings);
  const [one] = old;
  if (one === undefined) return [];
  const single: ProposedAction = {
    title: one.title,
    kind: 'refactor.rewrite',
    isPreferred: false,
    data: { kind: 'rename-option', start: one.span.start },
  };
  if (!old.some(({ safety }) => safety === 'safe')) return [single];
  return [
    single,
    {
      title: 'Write all options of this file under their current names',
      kind: 'refactor.rewrite',
      isPreferred: false,
      data: { kind: 'rename-options' },
    },
  ];
}

const digestTitles: Readonly<Record<DigestOption, string>> = {
  md5secret: 'Store the MD5 digest of this secret (md5secret) in its place',
  md5_cred: 'Store the MD5 digest of this password (md5_cred) in its place',
  password_digest:
    'Store the digest of this password (password_digest, from Asterisk 20.12, 21.7 or 22.2 on) in its place',
};

function digests(workspace: Workspace, uri: string, { start }: Span): readonly ProposedAction[] {
  return digestOptions(workspace, uri, start).map((option) => ({
    title: digestTitles[option],
    kind: 'refactor.rewrite',
    isPreferred: false,
    data: { kind: 'store-digest', start, option },
  }));
}

/** The edits of a chosen refactoring; `undefined` when it does not fit any more, or would change what a driver reads. */
export function resolveRefactoring(
  workspace: Workspace,
  uri: string,
  data: RefactoringData,
  settings: LintSettings,
  isEditable: (uri: string) => boolean,
): readonly LabelledEdit[] | undefined {
  switch (data.kind) {
    case 'extract-template':
      return labelled(extractTemplate(workspace, uri, data), 'Options in a template');
    case 'inline-template':
      return labelled(inlineTemplate(workspace, uri, data.start, isEditable), 'Template written out');
    case 'rename-option': {
      const here = { start: data.start, end: data.start };
      const fix = oldNames(workspace, uri, here, settings).find(({ span }) => span.start === data.start);
      return labelled(fix?.edits(neverRandom), fix?.title ?? '');
    }
    case 'store-digest':
      return labelled(storeDigest(workspace, uri, data.start, data.option), digestTitles[data.option]);
    case 'rename-options':
      return oldNamesOfFile(workspace, uri, settings).flatMap(
        (fix) => labelled(fix.edits(neverRandom), fix.title) ?? [],
      );
  }
}

function labelled(
  edits: readonly Omit<LabelledEdit, 'label' | 'needsConfirmation'>[] | undefined,
  label: string,
): readonly LabelledEdit[] | undefined {
  return edits?.map((edit) => ({ ...edit, label, needsConfirmation: false }));
}

/** Names are not drawn. */
function neverRandom(): number {
  throw new Error('A change of a name asked for a random number');
}
