/** Replaces one secret because the user asked for it, whatever the rules think of the old one. */
import { sectionAt } from '../model/fileModel.ts';
import type { LintSettings, Random } from '../rules/rule.ts';
import { sectionContext } from '../rules/run.ts';
import { generateSecret } from '../secrets/generate.ts';
import { covers, shift } from '../text/span.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import type { LabelledEdit } from './codeAction.ts';

/**
 * A new password for the one at `offset`, or for the only one on its line; `undefined` when there is none.
 * Pins and key names are left alone, since they cannot be any text.
 */
export function replaceSecretAt(
  workspace: Workspace,
  uri: string,
  offset: number,
  settings: LintSettings,
  random: Random,
): readonly LabelledEdit[] | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const placed = sectionAt(model, offset);
  if (placed === undefined) return undefined;
  const { credentials, lines } = sectionContext(placed.section, facts, settings, model, workspace);
  const passwords = credentials.filter(({ kind }) => kind === 'password');
  const local = offset - placed.start;
  const line = lines.findLast(({ start }) => start <= local);
  const onLine = passwords.filter(({ lineNumber }) => lineNumber === line?.number);
  const chosen =
    passwords.find(({ span }) => covers(span, local)) ?? (onLine.length === 1 ? onLine[0] : undefined);
  if (chosen === undefined) return undefined;
  const newText = generateSecret(random, settings.generator);
  const span = shift(chosen.span, placed.start);
  return [{ span, newText, label: 'New secret', needsConfirmation: false }];
}
