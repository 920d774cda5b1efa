import { optionFile } from '../catalogue/lookup.ts';
import { isReopened, isTemplate } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { perSection } from '../workspace/perSection.ts';
import { chainOf, valuesIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';
import { hasUnreadLines } from './support/unreadLines.ts';
import { headerSpan, inheritedTypes, typeWith } from './support/sectionTypes.ts';

/**
 * Objects without an option they cannot do without: the `_apply` handlers of res_pjsip refuse them. Silent where an include
 * was not found: secrets often stand in a file of their own, in sections that continue these with `(+)`.
 */
export const optionMissing: FileRule = {
  id: 'option-missing',
  summary: 'Report objects of pjsip.conf that lack a required option',
  severity: 'error',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    const { workspace, uri, facts } = context;
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const inherited = inheritedTypes(workspace, facts, model);
    for (const { placed, value } of candidates(model, facts)) {
      const type = typeWith(inherited(placed.section), placed.section, value.typeLines);
      const wanted = type === undefined ? undefined : REQUIRED.get(type);
      if (type === undefined || wanted === undefined) continue;
      if (wanted.every((group) => group.some((name) => value.names.has(name)))) continue;
      const lacking = missingIn(context, placed, wanted);
      if (lacking.length === 0) continue;
      if (hasUnreadLines(workspace, facts)) return;
      const list = lacking.map((group) => group.join(' or ')).join(', ');
      yield {
        span: headerSpan(placed),
        message: `Missing ${list}: Asterisk refuses an object of type ${type} without it`,
      };
    }
  },
};

/** Groups of names of which one is needed, by object type; lower case. */
const REQUIRED: ReadonlyMap<string, readonly (readonly string[])[]> = requiredOptions();

function requiredOptions(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byType = new Map<string, (readonly string[])[]>();
  for (const option of optionFile('pjsip.conf')?.options ?? []) {
    if (option.required !== true) continue;
    for (const type of option.in) {
      byType.set(type, [...(byType.get(type) ?? []), [option.name, ...(option.aliases ?? [])].map(foldCase)]);
    }
  }
  // Any of the three will do (res/res_pjsip_endpoint_identifier_ip.c, `ip_identify_apply`).
  byType.set('identify', [...(byType.get('identify') ?? []), ['match', 'match_header', 'match_request_uri']]);
  return byType;
}

const NAMES: ReadonlySet<string> = new Set([...REQUIRED.values()].flat(2));

interface Candidate {
  /** Names among those that are required of something; lower case. */
  readonly names: ReadonlySet<string>;
  /** The first `type` line, if any. */
  readonly typeLines: Parameters<typeof typeWith>[2];
}

/** Sections that make an object and are not plainly complete. */
const candidates = perSection<Candidate>(({ section, entries }) => {
  const { header } = section;
  if (header === undefined || !header.isClosed || isTemplate(header) || isReopened(header)) return undefined;
  const typeLine = entries.find(({ line }) => foldCase(line.key) === 'type');
  const hasParents = header.options !== undefined;
  if (typeLine === undefined && !hasParents) return undefined;
  const names = new Set<string>();
  for (const { line } of entries) {
    const name = foldCase(line.key);
    if (NAMES.has(name) && line.value !== '') names.add(name);
  }
  if (!hasParents) {
    const wanted = REQUIRED.get(typeLine?.line.value ?? '');
    if (wanted === undefined || wanted.every((group) => group.some((name) => names.has(name)))) {
      return undefined;
    }
  }
  return { names, typeLines: typeLine === undefined ? [] : [typeLine] };
});

/** What no line of the section, its parents or its continuations says; empty where not all of them are known. */
function missingIn(
  { workspace, uri }: FileContext,
  placed: Parameters<typeof headerSpan>[0],
  wanted: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const chain = chainOf(workspace, uri, placed);
  if (!chain.isComplete || chain.isTemplate) return [];
  const values = valuesIn(chain);
  const has = (name: string): boolean =>
    values.some((one) => foldCase(one.name) === name && one.value !== '');
  // A transport over an existing flow has no address of its own (res/res_pjsip/config_transport.c).
  if (values.some((one) => foldCase(one.name) === 'protocol' && foldCase(one.value) === 'flow')) return [];
  return wanted.filter((group) => !group.some(has));
}
