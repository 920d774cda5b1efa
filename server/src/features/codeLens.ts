/**
 * Lines above sections that say something and do something: weak secrets, uses of templates and contexts, register lines
 * for a peer, generated files. Finding them reads kept extracts only; what a line says is worked out when it is shown.
 */
import type { LintSettings } from '../rules/rule.ts';
import { findingsIn, sectionContext, type LintCache } from '../rules/run.ts';
import { judgedSecrets } from '../rules/support/judgedSecrets.ts';
import { registersOfRoot } from '../rules/support/registersOfRoot.ts';
import { isReopened, isTemplate, sectionAt, type PlacedSection } from '../model/fileModel.ts';
import type { SecretClass } from '../secrets/classify.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { basename } from '../text/uri.ts';
import { perSection } from '../workspace/perSection.ts';
import { trunkIn, trunksAtAny, type Trunk } from '../workspace/trunks.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { references, type Place } from './navigation/references.ts';
import { weakSecretRules } from './replaceCredential.ts';

/** `asteriskConf.codeLens`: which kinds are shown. */
export interface LensSettings {
  readonly secrets: boolean;
  readonly references: boolean;
  readonly registrations: boolean;
  readonly generated: boolean;
}

/** What counts without any setting. */
export const defaultLenses: LensSettings = {
  secrets: true,
  references: true,
  registrations: true,
  generated: true,
};

/** One line to be shown. */
export interface Lens {
  readonly kind: keyof LensSettings;
  /** What it stands above; counts from the start of the file. */
  readonly span: Span;
}

/** What a line says, and what a click does; nothing where there is no action. */
export interface LensText {
  readonly title: string;
  readonly action?:
    | { readonly kind: 'replace' }
    | { readonly kind: 'change-in-vicidial' }
    | { readonly kind: 'show'; readonly places: readonly Place[] };
}

/** More of one kind than this, nobody looks at. */
const MOST = 1000;

/** The lines of the file, by kind and place, none of them worked out yet. */
export function codeLens(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  shown: LensSettings,
  cache?: LintCache,
): readonly Lens[] {
  const facts = factsOf(workspace, uri);
  const lenses: Lens[] = [];
  if (shown.generated && facts.generator !== undefined) {
    lenses.push({ kind: 'generated', span: { start: 0, end: 0 } });
  }
  if (shown.references) lenses.push(...named(workspace, facts));
  if (shown.registrations) {
    const peers = registeredPeers(workspace, facts).filter((trunk) => trunk.uri === facts.uri);
    lenses.push(
      ...peers
        .slice(0, MOST)
        .map(({ placed }) => ({ kind: 'registrations' as const, span: nameSpan(placed) })),
    );
  }
  if (shown.secrets) {
    const weak = findingsIn(workspace, facts.uri, settings, cache).ofRules(weakSecretRules, MOST);
    lenses.push(...weak.map(({ span }) => ({ kind: 'secrets' as const, span })));
  }
  return lenses;
}

/** What the line says; `undefined` when the text has changed so that there is nothing to say. */
export function resolveLens(
  workspace: Workspace,
  uri: string,
  { kind, span: { start } }: Lens,
  settings: LintSettings,
): LensText | undefined {
  const facts = factsOf(workspace, uri);
  switch (kind) {
    case 'generated':
      return generatedText(facts);
    case 'references': {
      const places = references(workspace, facts.uri, start, false);
      return { title: counted(places.length, 'reference'), ...clickable(places) };
    }
    case 'registrations':
      return registrationText(workspace, facts, start);
    case 'secrets':
      return secretText(workspace, facts, start, settings);
  }
}

const extractNames = perSection(({ section, kind, name }) => {
  const { header } = section;
  if (header === undefined || name === undefined || name === '' || isReopened(header)) return undefined;
  if (isTemplate(header)) return {};
  const isContext = kind === 'extensions.conf' && !/^(?:general|globals)$/i.test(name);
  return isContext ? {} : undefined;
});

function named(workspace: Workspace, facts: FileFacts): readonly Lens[] {
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  return extractNames(model, facts)
    .slice(0, MOST)
    .map(({ placed }) => ({ kind: 'references', span: nameSpan(placed) }));
}

function nameSpan({ section, start }: PlacedSection): Span {
  return shift(section.header?.nameSpan ?? { start: 0, end: 0 }, start);
}

function counted(count: number, what: string): string {
  if (count === 0) return `no ${what}s`;
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function clickable(places: readonly Place[]): Pick<LensText, 'action'> {
  return places.length === 0 ? {} : { action: { kind: 'show', places } };
}

function generatedText({ generator }: FileFacts): LensText | undefined {
  if (generator === undefined) return undefined;
  return generator === 'vicidial'
    ? { title: 'Generated by VICIdial: replaced without a backup at the next rebuild' }
    : { title: 'Generated by FreePBX: changes belong into its admin pages' };
}

/** The peers that a register line of the same root logs in to. */
function registeredPeers(workspace: Workspace, facts: FileFacts): readonly Trunk[] {
  if (facts.kind !== 'sip.conf' && facts.kind !== 'iax.conf') return [];
  const registers = registersOfRoot({ workspace, uri: facts.uri, facts });
  if (registers.length === 0) return [];
  const logins = new Set(registers.map(({ line }) => loginOf(line.parsed.fields)));
  const hosts = new Set(registers.map(({ line }) => foldCase(line.parsed.fields.host ?? '')));
  return trunksAtAny(workspace, facts.uri, hosts).filter((trunk) =>
    trunk.users.some((user) => logins.has(loginKey(user, trunk.host))),
  );
}

function registrationText(workspace: Workspace, facts: FileFacts, start: number): LensText | undefined {
  const model = workspace.files.get(facts.uri);
  const placed = model === undefined ? undefined : sectionAt(model, start);
  const trunk = placed === undefined ? undefined : trunkIn(workspace, facts.uri, placed);
  if (trunk === undefined) return undefined;
  const keys = new Set(trunk.users.map((user) => loginKey(user, trunk.host)));
  const found = registersOfRoot({ workspace, uri: facts.uri, facts }).filter(({ line }) =>
    keys.has(loginOf(line.parsed.fields) ?? ''),
  );
  const [first] = found;
  if (first === undefined) return undefined;
  const file = first.uri === facts.uri ? '' : ` of ${basename(first.uri)}`;
  const where =
    found.length === 1 ? `in line ${String(first.number + 1)}${file}` : `in ${String(found.length)} lines`;
  return { title: `Also registered ${where}`, ...clickable(found) };
}

function loginOf({ user, host }: { readonly user?: string; readonly host?: string }): string | undefined {
  return user === undefined || host === undefined ? undefined : loginKey(user, host);
}

function loginKey(user: string, host: string): string {
  return `${user}@${foldCase(host)}`;
}

function secretText(
  workspace: Workspace,
  facts: FileFacts,
  start: number,
  settings: LintSettings,
): LensText | undefined {
  const model = workspace.files.get(facts.uri);
  const placed = model === undefined ? undefined : sectionAt(model, start);
  if (model === undefined || placed === undefined) return undefined;
  const context = sectionContext(placed.section, facts, settings, model, workspace);
  const judged = judgedSecrets(context).find(({ span }) => span.start + placed.start === start);
  const verdict = judged === undefined ? undefined : verdictText(judged.verdict);
  if (verdict === undefined) return undefined;
  if (facts.generator === 'vicidial') {
    return { title: `${verdict} · Steps in VICIdial`, action: { kind: 'change-in-vicidial' } };
  }
  if (facts.generator !== undefined) return { title: verdict };
  return { title: `${verdict} · Replace`, action: { kind: 'replace' } };
}

/** Never the text of the secret. */
function verdictText(verdict: SecretClass): string | undefined {
  switch (verdict.kind) {
    case 'default':
      return 'Secret that everybody tries first';
    case 'digits':
      return `Secret of digits only, ${bits(verdict.strength)}`;
    case 'weak':
      return `Weak secret, ${bits(verdict.strength)}`;
    case 'equals-user':
      return 'Secret that is the name it protects';
    case 'placeholder':
      return 'Secret that was never filled in';
    default:
      return undefined;
  }
}

function bits(strength: { readonly bits: number }): string {
  return `${String(Math.floor(strength.bits))} bits`;
}
