/** New secrets for whole credentials: every place that must hold the same one, in whatever file. */
import { generateSecret } from '../secrets/generate.ts';
import type { Random } from '../rules/rule.ts';
import { findingsIn, type LintCache } from '../rules/run.ts';
import type { LintSettings } from '../rules/rule.ts';
import { usableProfile } from '../rules/support/judgedSecrets.ts';
import { normalise } from '../text/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { credentialGroup, type CredentialGroup, type CredentialPlace } from '../workspace/credentialGroup.ts';
import { loginDigest } from '../workspace/storedDigest.ts';
import type { LabelledEdit } from './codeAction.ts';

/** What to draw, and whether the other phones of an alias are offered too. */
export interface ReplaceOptions {
  readonly random: Random;
  readonly settings: LintSettings;
  /** `offer` marks their edits as to be confirmed, so that a preview shows them unticked. */
  readonly aliases: 'leave' | 'offer' | 'replace';
}

/** One edit in one file; `uri` is always set. */
export type FileEdit = LabelledEdit & { readonly uri: string };

/** The edits that give the credential at `offset` a new secret everywhere; `undefined` when there is none. */
export function replaceCredential(
  workspace: Workspace,
  place: { readonly uri: string; readonly offset: number },
  options: ReplaceOptions,
): readonly FileEdit[] | undefined {
  const group = credentialGroup(workspace, place, options.settings.aliases);
  if (group === undefined) return undefined;
  const secret = generateSecret(options.random, usableProfile(options.settings));
  return editsFor(group, secret, options.aliases);
}

/** One new secret, and the edits of each way to use it. */
export interface CredentialEdits {
  readonly group: CredentialGroup;
  /** Only the chosen place. */
  readonly here: readonly FileEdit[];
  /** Every place that must match. */
  readonly everywhere: readonly FileEdit[];
  /** The chosen place, with all others to be confirmed one by one, phones of the alias too. */
  readonly review: readonly FileEdit[];
}

/** What replacing the credential at `offset` can mean; `undefined` when there is none. */
export function credentialEdits(
  workspace: Workspace,
  place: { readonly uri: string; readonly offset: number },
  { settings, random }: Pick<ReplaceOptions, 'settings' | 'random'>,
): CredentialEdits | undefined {
  const group = credentialGroup(workspace, place, settings.aliases);
  if (group === undefined) return undefined;
  const secret = generateSecret(random, usableProfile(settings));
  const everywhere = editsFor(group, secret, 'leave');
  const review = editsFor(group, secret, 'offer').map((edit, number) => ({
    ...edit,
    needsConfirmation: number > 0,
  }));
  return { group, here: everywhere.slice(0, 1), everywhere, review };
}

/** The edits that put `secret` into every place of the group. */
export function editsFor(
  { chosen, others, aliasMembers }: CredentialGroup,
  secret: string,
  aliases: ReplaceOptions['aliases'],
): readonly FileEdit[] {
  const edits = [chosen, ...others].map((place) => ({
    uri: place.uri,
    span: place.span,
    newText: textFor(place, secret),
    label: `New secret for ${place.name}`,
    needsConfirmation: false,
  }));
  if (aliases === 'leave') return edits;
  const offered = aliasMembers.map((place) => ({
    uri: place.uri,
    span: place.span,
    newText: secret,
    label: `Same secret for ${place.name} of the alias (not required)`,
    needsConfirmation: aliases === 'offer',
  }));
  return [...edits, ...offered];
}

function textFor({ digest }: CredentialPlace, secret: string): string {
  return digest === undefined ? secret : digest.prefix + loginDigest(digest, secret);
}

/**
 * Rules whose findings say that a secret is as good as none. The secret of a VICIdial server is not among them: all its
 * register lines and accounts need the same one, on every server.
 */
export const weakSecretRules: ReadonlySet<string> = new Set([
  'secret-default',
  'secret-weak',
  'secret-digits',
  'secret-equals-user',
  'secret-placeholder',
]);

/** One weak secret that a rule reports. */
export interface WeakSecret extends CredentialPlace {
  readonly rule: string;
}

/** The weak secrets of the files, in the order given and of the text; suppressed ones stay out. */
export function* weakSecrets(
  workspace: Workspace,
  uris: Iterable<string>,
  settings: LintSettings,
  cache?: LintCache,
): Generator<WeakSecret> {
  for (const uri of uris) {
    const found = findingsIn(workspace, uri, settings, cache).ofRules(weakSecretRules, Infinity);
    for (const { rule, span } of found) {
      const group = credentialGroup(workspace, { uri, offset: span.start }, settings.aliases);
      if (group !== undefined) yield { ...group.chosen, rule };
    }
  }
}

/** One credential that got a new secret. Holds the secret: for the list the user asked for, and nothing else. */
export interface ChangedCredential {
  readonly uri: string;
  readonly section: string;
  readonly user?: string;
  /** Other places that were changed with it. */
  readonly others: readonly string[];
  readonly secret: string;
}

/** What a rotation comes to. */
export interface Rotation {
  readonly edits: readonly FileEdit[];
  readonly changed: readonly ChangedCredential[];
}

/** How far a rotation is. */
export interface RotationProgress {
  readonly done: number;
  readonly total: number;
}

/** Secrets between two looks at whether to go on. */
const SLICE = 10;

/**
 * New secrets for every weak secret of the files, one for each credential. Yields after each file and every 10 secrets,
 * so that the caller can show progress and stop. Aliases are left alone.
 *
 * @param given the settings of all files, or those of each
 */
export function* rotateWeakSecrets(
  workspace: Workspace,
  uris: readonly string[],
  given: LintSettings | ((uri: string) => LintSettings),
  random: Random,
  cache?: LintCache,
): Generator<RotationProgress, Rotation> {
  const edits: FileEdit[] = [];
  const changed: ChangedCredential[] = [];
  const done = new Set<string>();
  const keyOf = ({ uri, span }: Pick<FileEdit, 'uri' | 'span'>): string => `${uri} ${String(span.start)}`;
  const files = [...new Set(uris.map(normalise))];
  for (const [number, uri] of files.entries()) {
    const settings = typeof given === 'function' ? given(uri) : given;
    for (const weak of weakSecrets(workspace, [uri], settings, cache)) {
      if (done.has(keyOf(weak))) continue;
      const group = credentialGroup(workspace, { uri, offset: weak.span.start }, settings.aliases);
      if (group === undefined) continue;
      if (changed.length % SLICE === SLICE - 1) yield { done: number, total: files.length };
      const secret = generateSecret(random, usableProfile(settings));
      const fresh = editsFor(group, secret, 'leave').filter((edit) => !done.has(keyOf(edit)));
      for (const edit of fresh) done.add(keyOf(edit));
      edits.push(...fresh);
      const { chosen, others } = group;
      changed.push({
        uri: chosen.uri,
        section: chosen.section,
        ...(chosen.user === undefined ? {} : { user: chosen.user }),
        others: others.map(({ name }) => name),
        secret,
      });
    }
    yield { done: number + 1, total: files.length };
  }
  return { edits, changed };
}
