/** Finds one strong secret that guards several things which have nothing to do with each other. */
import { classifySecret } from '../secrets/classify.ts';
import { heirsOf, sharedSecrets, type PlacedSecret, type SharedGroup } from '../workspace/credentialIndex.ts';
import { bondsOf, kinOf } from '../workspace/credentialKin.ts';
import { secretPlaceNameFrom } from '../workspace/placeNames.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { normalise } from '../text/uri.ts';
import type { FileRule, Finding, LintSettings, RelatedPlace } from './rule.ts';

/** Places of one secret that are looked at; more make no difference to anybody. */
const MOST_PLACES = 200;
const MOST_RELATED = 10;
/** Sections of a template that are compared with register lines. */
const MOST_HEIRS = 20;

/**
 * Told once for each secret, at its first place. Places that belong to the same login, host, phone alias or database are one;
 * a template counts as the sections that take its secret over. Weak secrets have findings of their own.
 */
export const secretReused: FileRule = {
  id: 'secret-reused',
  summary: 'Tell where one secret guards several unrelated things',
  severity: 'information',
  scope: 'workspace',
  files: 'all',
  *check({ workspace, uri, settings }) {
    yield* reusesIn(workspace, settings).get(normalise(uri)) ?? [];
  },
};

type Reuses = ReadonlyMap<string, readonly Finding[]>;

/** Worked out once a snapshot, since every file of it asks the same. */
const bySnapshot = new WeakMap<Workspace, { readonly settings: LintSettings; readonly byFile: Reuses }>();

/** The findings by file. */
function reusesIn(workspace: Workspace, settings: LintSettings): Reuses {
  const known = bySnapshot.get(workspace);
  if (known?.settings === settings) return known.byFile;
  const byFile = new Map<string, Finding[]>();
  for (const group of sharedSecrets(workspace)) {
    const reuse = reuseOf(workspace, group, settings);
    if (reuse === undefined) continue;
    const { uri } = reuse.first;
    const findings = byFile.get(uri);
    if (findings === undefined) byFile.set(uri, [reuse.finding]);
    else findings.push(reuse.finding);
  }
  bySnapshot.set(workspace, { settings, byFile });
  return byFile;
}

interface Reuse {
  readonly first: PlacedSecret;
  readonly finding: Finding;
}

interface Verdict {
  readonly settings: LintSettings;
  /** Which of the first places stand for a group of their own; empty where there is nothing to tell. */
  readonly numbers: readonly number[];
  readonly isCut: boolean;
}

/** Kept while none of the places changes; where they stand is asked anew. */
const verdicts = new WeakMap<SharedGroup, Verdict>();

function reuseOf(workspace: Workspace, group: SharedGroup, settings: LintSettings): Reuse | undefined {
  let verdict = verdicts.get(group);
  // What sections inherit may have changed without them, so only plain answers are kept.
  if (verdict?.settings !== settings || verdict.numbers.length > 0) {
    verdict = judge(workspace, group.places(MOST_PLACES), settings);
    verdicts.set(group, verdict);
  }
  if (verdict.numbers.length === 0) return undefined;
  const places = group.places(MOST_PLACES);
  const [first, ...others] = verdict.numbers.flatMap((number) => places[number] ?? []);
  return first === undefined ? undefined : toFinding(workspace, first, others, verdict.isCut);
}

function judge(workspace: Workspace, places: readonly PlacedSecret[], settings: LintSettings): Verdict {
  const nothing = { settings, numbers: [], isCut: false };
  const [first] = places;
  if (first === undefined || !isStrong(first, settings)) return nothing;
  const numbers = unrelated(workspace, places, settings);
  const isTemplate = numbers.some((number) => places[number]?.record.isTemplate === true);
  if (numbers.length < 2 && !isTemplate) return nothing;
  return { settings, numbers, isCut: places.length === MOST_PLACES };
}

function isStrong({ record: { credential } }: PlacedSecret, settings: LintSettings): boolean {
  return classifySecret(credential.value, credential.owners, settings).kind === 'ok';
}

/** The first place of each group of places that belong together. */
function unrelated(
  workspace: Workspace,
  places: readonly PlacedSecret[],
  settings: LintSettings,
): readonly number[] {
  const leader = new Map<string, string>();
  const find = (bond: string): string => {
    let at = bond;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    return at;
  };
  // The register line of a section that takes its secret from a template belongs to that template.
  const hasCalls = places.some(({ record }) => record.credential.place === 'register');
  const heirs = hasCalls ? MOST_HEIRS : 0;
  const bonds = places.map((place) => bondsOf(kinOf(workspace, place, settings.aliases ?? [], heirs)));
  bonds.forEach((all) => {
    const [first] = all;
    if (first !== undefined) for (const bond of all) leader.set(find(bond), find(first));
  });
  const seen = new Set<string>();
  const result: number[] = [];
  bonds.forEach((all, number) => {
    // Nobody can say whose a secret without any name is.
    const [first] = all;
    if (first === undefined || seen.has(find(first))) return;
    seen.add(find(first));
    result.push(number);
  });
  return result;
}

function toFinding(
  workspace: Workspace,
  first: PlacedSecret,
  others: readonly PlacedSecret[],
  isCut: boolean,
): Reuse | undefined {
  const related: RelatedPlace[] = others.map((place) => ({
    uri: place.uri,
    span: place.span,
    message: `The same secret: ${secretPlaceNameFrom(first.uri, place)}`,
  }));
  const names = others.map((place) => secretPlaceNameFrom(first.uri, place));
  if (first.record.isTemplate) {
    const heirs = heirsOf(workspace, first, MOST_PLACES);
    for (const { uri, placed, name } of heirs) {
      names.push(`[${name}]`);
      const { header } = placed.section;
      const start = placed.start + (header?.nameSpan.start ?? 0);
      const end = placed.start + (header?.nameSpan.end ?? 0);
      related.push({ uri, span: { start, end }, message: `Takes the secret over: [${name}]` });
    }
    if (names.length < 2) return undefined;
  }
  const subject = first.record.isTemplate ? 'This secret of a template is also that of' : 'Same secret as';
  return {
    first,
    finding: {
      span: first.span,
      message: `${subject} ${listed(names, isCut)}: whoever learns one has them all`,
      related: related.slice(0, MOST_RELATED),
    },
  };
}

function listed(names: readonly string[], isCut: boolean): string {
  const [first = '', second, third] = names;
  if (names.length > 3 || isCut) {
    const more = Math.max(1, names.length - 2);
    return `${first}, ${second ?? ''} and ${isCut ? 'at least ' : ''}${String(more)} more`;
  }
  if (third !== undefined) return `${first}, ${second ?? ''} and ${third}`;
  return second === undefined ? first : `${first} and ${second}`;
}
