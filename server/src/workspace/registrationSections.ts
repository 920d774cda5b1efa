/** Sections of pjsip.conf by type, found without loading the root: own types, and types that come from templates. */
import { isReopened, isTemplate, parentsOf, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { mentions, perSection } from './perSection.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from './sectionChain.ts';
import { factsOf, type Workspace } from './workspace.ts';

/** The types that registrations have to do with. */
export type RegistrationObject = 'registration' | 'auth' | 'endpoint' | 'identify';

/** A section that is no template, with its place. */
export interface TypedSection {
  readonly name: string;
  readonly uri: string;
  readonly placed: PlacedSection;
}

interface Candidate {
  readonly name: string;
  readonly type?: string;
  readonly parents: string;
}

const extractTypes = perSection<Candidate>((context) => {
  const { section, name } = context;
  const { header } = section;
  if (header === undefined || name === undefined || isTemplate(header) || isReopened(header)) {
    return undefined;
  }
  const parents = parentsOf(header).join('\n');
  const type = mentions(context, 'type')
    ? context.entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value
    : undefined;
  // Inherited values stand first, and the first type counts.
  if (parents !== '') return { name, parents, ...(type === undefined ? {} : { type }) };
  return type === undefined ? undefined : { name, parents, type };
});

/** The sections of one type in the file, in order. */
export function sectionsOfType(
  workspace: Workspace,
  uri: string,
  wanted: RegistrationObject,
): readonly TypedSection[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  const inherited = new Map<string, string | undefined>();
  const result: TypedSection[] = [];
  for (const { placed, value } of extractTypes(model, factsOf(workspace, uri))) {
    const { name, parents, type } = value;
    const key = `${parents}\n${type ?? ''}`;
    if (parents !== '' && !inherited.has(key)) {
      inherited.set(key, valuesIn(chainOf(workspace, uri, placed), 'type')[0]?.value);
    }
    if ((parents === '' ? type : inherited.get(key)) === wanted) result.push({ name, uri, placed });
  }
  return result;
}

/** The last values of the options in the chain, by name in lower case; those nobody sets are absent. */
export function optionsIn(chain: SectionChain, ...names: string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const name of names) {
    const value = lastIn(chain, name)?.value;
    if (value !== undefined) options.set(name, value);
  }
  return options;
}
