/** Sections of pjsip.conf by type, found without loading the root: own types, and types that come from templates. */
import { isReopened, isTemplate, parentsOf, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { mentions, perSection } from './perSection.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from './sectionChain.ts';
import { factsOf, type Workspace } from './workspace.ts';

/** The types that registrations have to do with; for themselves there is `registrationsIn`. */
export type RegistrationObject = 'auth' | 'endpoint' | 'identify';

/** A section that is no template, with its place. */
export interface TypedSection {
  readonly name: string;
  readonly uri: string;
  readonly placed: PlacedSection;
  /** Own `username`, so that the users of many sections can be compared without their templates. */
  readonly username?: string;
}

interface Candidate {
  readonly name: string;
  readonly type?: string;
  readonly username?: string;
  readonly parents: string;
}

const extractTypes = perSection<Candidate>((context) => {
  const { section, name } = context;
  const { header } = section;
  if (header === undefined || name === undefined || isTemplate(header) || isReopened(header)) {
    return undefined;
  }
  const parents = parentsOf(header).join('\n');
  const own = (option: string): string | undefined =>
    context.entries.find(({ line }) => foldCase(line.key) === option)?.line.value;
  const type = mentions(context, 'type') ? own('type') : undefined;
  // Inherited values stand first, and the first type counts.
  if (parents === '' && type === undefined) return undefined;
  const username = mentions(context, 'username') ? own('username') : undefined;
  return {
    name,
    parents,
    ...(type === undefined ? {} : { type }),
    ...(username === undefined ? {} : { username }),
  };
});

/** What the sections of registrations say, and those of endpoints and logins hardly ever do. */
const SIGNS = ['registration', '_uri', 'contact_user', 'outbound_auth', 'line', 'expiration'] as const;

const extractRegistrations = perSection((context) => {
  const { section, name } = context;
  const { header } = section;
  if (header === undefined || name === undefined || isTemplate(header) || isReopened(header)) {
    return undefined;
  }
  const isBare = section.lineCount < 4 && context.entries.length === 0;
  if (!isBare && !SIGNS.some((sign) => mentions(context, sign))) return undefined;
  const type = context.entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
  const isInherited = type === undefined && parentsOf(header).length > 0;
  return isInherited || type === 'registration' ? { name, isInherited } : undefined;
});

/** The registrations of the file, in order; quicker than asking for the type, since there are few of them. */
export function registrationsIn(workspace: Workspace, uri: string): readonly TypedSection[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  const result: TypedSection[] = [];
  for (const { placed, value } of extractRegistrations(model, factsOf(workspace, uri))) {
    const { name, isInherited } = value;
    const isOne =
      !isInherited || valuesIn(chainOf(workspace, uri, placed), 'type')[0]?.value === 'registration';
    if (isOne) result.push({ name, uri, placed });
  }
  return result;
}

type ByType = ReadonlyMap<string, readonly TypedSection[]>;

const typesByFile = new WeakMap<Workspace, Map<string, ByType>>();

/** The sections of one type in the file, in order. */
export function sectionsOfType(
  workspace: Workspace,
  uri: string,
  wanted: RegistrationObject,
): readonly TypedSection[] {
  const known = typesByFile.get(workspace) ?? new Map<string, ByType>();
  typesByFile.set(workspace, known);
  const types = known.get(uri) ?? findTypes(workspace, uri);
  known.set(uri, types);
  return types.get(wanted) ?? [];
}

function findTypes(workspace: Workspace, uri: string): ByType {
  const types = new Map<string, TypedSection[]>();
  const model = workspace.files.get(uri);
  if (model === undefined) return types;
  const inherited = new Map<string, string>();
  for (const { placed, value } of extractTypes(model, factsOf(workspace, uri))) {
    const { name, parents, username } = value;
    const type = parents === '' ? value.type : inheritedType(inherited, workspace, uri, placed, value);
    if (type === undefined) continue;
    const section = { name, uri, placed, ...(username === undefined ? {} : { username }) };
    const same = types.get(type);
    if (same === undefined) types.set(type, [section]);
    else same.push(section);
  }
  return types;
}

/** Sections of the same parents and own type end up with the same type, so one of them is asked for all. */
function inheritedType(
  known: Map<string, string>,
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  { parents, type }: Candidate,
): string {
  const key = `${parents}\n${type ?? ''}`;
  const found = known.get(key) ?? valuesIn(chainOf(workspace, uri, placed), 'type')[0]?.value ?? '';
  known.set(key, found);
  return found;
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
