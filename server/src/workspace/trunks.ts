/**
 * Devices of sip.conf and iax.conf that have a fixed host, with what matters beside a register line for the same host.
 * Reads no more than it has to, so that rules can ask on every keystroke.
 */
import { isReopened, isTemplate, parentsOf, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { iaxInboundLogin, sipInboundLogin } from './inboundLogin.ts';
import { realmLogin } from './outboundLogin.ts';
import { mentions, perSection } from './perSection.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from './sectionChain.ts';
import { factsOf, filesOfRoot, type FileFacts, type Workspace } from './workspace.ts';

/** A device that is called and recognised by its address. */
export interface Trunk {
  readonly name: string;
  readonly uri: string;
  readonly placed: PlacedSection;
  /** As written. */
  readonly host: string;
  readonly port: number | undefined;
  readonly type: string;
  /** `fromuser`, `defaultuser` and `username`. */
  readonly users: readonly string[];
  /** Every secret it can log in with: `secret`, `remotesecret` and those of `auth`. Never shown. */
  readonly secrets: readonly string[];
  /** Whether calls from there are asked for a secret: `secret` or `md5secret`; `remotesecret` and `auth` do not count. */
  readonly asksForSecret: boolean;
  /** Whether anything but a plain secret proves who is who: a digest or a key. */
  readonly hasOtherProof: boolean;
  /** Of several, which only a user of iax.conf can have, the first. */
  readonly context: string | undefined;
  readonly callbackextension: string | undefined;
  readonly insecure: string;
  /** False where something of the section could not be read. */
  readonly isComplete: boolean;
}

interface Candidate {
  readonly name: string;
  /** Own `host`, in lower case. */
  readonly host?: string;
  /** Names of the parents, by which sections without a host of their own are told apart. */
  readonly parents: string;
}

const extractCandidates = perSection<Candidate>((context) => {
  const { section, name } = context;
  const { header } = section;
  if (header === undefined || name === undefined || isTemplate(header) || isReopened(header)) {
    return undefined;
  }
  if (/^(?:general|authentication)$/i.test(name)) return undefined;
  const parents = parentsOf(header).join('\n');
  const host = mentions(context, 'host')
    ? context.entries.findLast(({ line }) => foldCase(line.key) === 'host')?.line.value
    : undefined;
  if (host === undefined) return parents === '' ? undefined : { name, parents };
  return isFixed(host) ? { name, parents, host: foldCase(host) } : undefined;
});

function isFixed(host: string): boolean {
  return host !== '' && foldCase(host) !== 'dynamic';
}

/** The devices with this host (letter case ignored) in the root that reads `uri`, or in the file alone. */
export function trunksAt(workspace: Workspace, uri: string, host: string): readonly Trunk[] {
  const wanted = foldCase(host);
  return trunksWhere(workspace, uri, (section) => section.host === wanted);
}

/** The devices with any of these hosts, which are in lower case. */
export function trunksAtAny(workspace: Workspace, uri: string, hosts: ReadonlySet<string>): readonly Trunk[] {
  return trunksWhere(workspace, uri, ({ host }) => hosts.has(host));
}

/** The section of the file as a device with a fixed host; `undefined` where it is none. */
export function trunkIn(workspace: Workspace, uri: string, placed: PlacedSection): Trunk | undefined {
  const name = placed.section.header?.name ?? '';
  return trunkOf(chainOf(workspace, uri, placed), name, uri, placed, factsOf(workspace, uri).kind);
}

/** The devices of this name that have a fixed host. */
export function trunksNamed(workspace: Workspace, uri: string, name: string): readonly Trunk[] {
  return trunksWhere(workspace, uri, (section) => section.name === name);
}

/** All devices with a fixed host. */
export function allTrunks(workspace: Workspace, uri: string): readonly Trunk[] {
  return trunksWhere(workspace, uri, () => true);
}

function trunksWhere(
  workspace: Workspace,
  uri: string,
  isWanted: (section: FixedSection) => boolean,
): readonly Trunk[] {
  const facts = factsOf(workspace, uri);
  return fixedSections(workspace, facts).flatMap((section) => {
    if (!isWanted(section)) return [];
    const { name, uri: file, placed } = section;
    return trunkOf(chainOf(workspace, file, placed), name, file, placed, facts.kind) ?? [];
  });
}

/** A section whose host is fixed, whatever its type. */
interface FixedSection {
  readonly name: string;
  readonly uri: string;
  readonly placed: PlacedSection;
  /** In lower case. */
  readonly host: string;
}

const fixedByRoot = new WeakMap<Workspace, Map<string, readonly FixedSection[]>>();

/** The sections with a fixed host in the root that reads the file; found once for a snapshot. */
function fixedSections(workspace: Workspace, { root, uri }: FileFacts): readonly FixedSection[] {
  const known = fixedByRoot.get(workspace) ?? new Map<string, readonly FixedSection[]>();
  fixedByRoot.set(workspace, known);
  const sections =
    known.get(root ?? uri) ?? findFixed(workspace, root === undefined ? [uri] : filesOfRoot(workspace, root));
  known.set(root ?? uri, sections);
  return sections;
}

function findFixed(workspace: Workspace, files: readonly string[]): readonly FixedSection[] {
  const inherited = new Map<string, string>();
  const sections: FixedSection[] = [];
  for (const file of files) {
    const model = workspace.files.get(file);
    if (model === undefined) continue;
    for (const { placed, value } of extractCandidates(model, factsOf(workspace, file))) {
      const host = value.host ?? inheritedHost(inherited, value, () => chainOf(workspace, file, placed));
      if (host !== '') sections.push({ name: value.name, uri: file, placed, host });
    }
  }
  return sections;
}

/** Sections of the same parents have the same host, so one of them is asked for all. */
function inheritedHost(
  known: Map<string, string>,
  { parents }: Candidate,
  chain: () => SectionChain,
): string {
  const host = known.get(parents) ?? foldCase(lastIn(chain(), 'host')?.value ?? '');
  known.set(parents, host);
  return isFixed(host) ? host : '';
}

function trunkOf(
  chain: SectionChain,
  name: string,
  uri: string,
  placed: PlacedSection,
  kind: string | undefined,
): Trunk | undefined {
  const last = (...names: string[]): string => lastIn(chain, ...names)?.value ?? '';
  const host = last('host');
  const type = foldCase(last('type'));
  if (!isFixed(host) || (type !== 'peer' && type !== 'friend')) return undefined;
  const auths = valuesIn(chain, 'auth').flatMap(({ value }) => realmLogin(value) ?? []);
  // One option of iax.conf may hold several secrets, and several lines of a friend add up.
  const side = type === 'friend' ? 'user' : 'peer';
  const ownSecrets =
    kind === 'iax.conf' ? iaxInboundLogin(valuesIn(chain, 'secret'), side).secrets : [last('secret')];
  const port = /^\d{1,5}$/.test(last('port')) ? Number(last('port')) : undefined;
  return {
    name,
    uri,
    placed,
    host,
    port,
    type,
    users: [last('fromuser'), last('defaultuser', 'username')].filter((user) => user !== ''),
    secrets: [...ownSecrets, last('remotesecret'), ...auths.map(({ secret }) => secret ?? '')].filter(
      (secret) => secret !== '',
    ),
    asksForSecret: asksCallers(chain, kind),
    hasOtherProof:
      auths.some(({ digest }) => digest !== undefined) ||
      ['md5secret', 'inkeys', 'outkey', 'dbsecret'].some((option) => last(option) !== ''),
    context: (kind === 'iax.conf' ? valuesIn(chain, 'context')[0] : lastIn(chain, 'context'))?.value,
    callbackextension: lastIn(chain, 'callbackextension')?.value,
    insecure: foldCase(last('insecure')),
    isComplete: chain.isComplete,
  };
}

/** Calls belong to the user half of a friend of iax.conf, which counts all its secrets. */
function asksCallers(chain: SectionChain, kind: string | undefined): boolean {
  const values = valuesIn(chain, 'secret', 'md5secret', 'inkeys', 'dbsecret');
  const login = kind === 'iax.conf' ? iaxInboundLogin(values, 'user') : sipInboundLogin(values);
  return login.state === 'asked';
}
