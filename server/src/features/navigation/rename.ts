/**
 * Renames sections, templates, objects and contexts with every use in every file. An object of pjsip.conf is renamed
 * alone: an auth, an aor and an endpoint may share a name by habit only, and each is referred to by its own option.
 */
import { utf8Length } from '../../text/ascii.ts';
import type { Span, TextEdit } from '../../text/span.ts';
import { basename } from '../../text/uri.ts';
import { definitionsOf, type Definition, type Reference, type SymbolKind } from '../../workspace/symbols.ts';
import { isSameName } from '../../workspace/symbols/kinds.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import { isSamePlace, nameGroup, type NameGroup } from './nameGroup.ts';

/** Why a name cannot be changed, as a sentence for the user. */
export interface Refusal {
  readonly refusal: string;
}

/** What can be renamed, and how it is called now. */
export interface Renameable {
  readonly span: Span;
  readonly placeholder: string;
}

/** Whether a file belongs to what the editor has open, so that it may be changed. */
export type IsEditable = (uri: string) => boolean;

/** Names that Asterisk looks for, or uses where none is given. */
const FIXED =
  /^(?:general|globals|authentication|callnumberlimits|zonemessages|default|global|system|settings)$/i;

/** Characters that end a name in a header, in a list, in an argument or in a dial string. */
const FORBIDDEN = /[\s[\]();,&|"'<>=#\\^@/:?{}$%*!`~]/;
const MAX_BYTES = 79;

const neverRenamed: ReadonlySet<SymbolKind> = new Set(['mailbox', 'call-group', 'named-call-group']);

/** Whether the name at `offset` can be renamed. */
export function prepareRename(
  workspace: Workspace,
  uri: string,
  offset: number,
  isEditable: IsEditable = () => true,
): Renameable | Refusal {
  const group = nameGroup(workspace, uri, offset);
  if (group === undefined) {
    return refuse('Put the cursor on the name of a section, template, object or context');
  }
  const reason = reasonAgainst(workspace, group, isEditable);
  if (reason !== undefined) return refuse(reason);
  const { at } = group;
  const placeholder = at.name.slice(prefixOf(group).length);
  return { span: at.span, placeholder };
}

/** The edits of every file, by URI, that give the name at `offset` another one. */
export function rename(
  workspace: Workspace,
  uri: string,
  offset: number,
  newName: string,
  isEditable: IsEditable = () => true,
): ReadonlyMap<string, readonly TextEdit[]> | Refusal {
  const group = nameGroup(workspace, uri, offset);
  if (group === undefined) return refuse('There is no name here that can be changed');
  const full = `${prefixOf(group)}${newName.trim()}`;
  const reason =
    reasonAgainst(workspace, group, isEditable) ??
    reasonAgainstName(full) ??
    reasonAgainstPrefix(group, full) ??
    clash(workspace, group, full);
  return reason === undefined ? editsOf(group, full) : refuse(reason);
}

/** What Asterisk puts before the name where the caret stands, as `macro-`. */
function prefixOf({ at }: NameGroup): string {
  return 'role' in at ? (at.prefix ?? '') : '';
}

function refuse(refusal: string): Refusal {
  return { refusal };
}

function reasonAgainst(workspace: Workspace, group: NameGroup, isEditable: IsEditable): string | undefined {
  const { at, definitions, references } = group;
  if (neverRenamed.has(at.kind)) return 'Only sections, templates, objects and contexts can be renamed';
  const [site] = definitions;
  if (site === undefined) return `No section defines "${at.name}"`;
  if (definitions.every(({ isImplied }) => isImplied)) {
    return `"${at.name}" is made by an option, not by a section`;
  }
  const made = definitions.find(
    ({ suffix, kind, name }) => suffix !== undefined && kind === at.kind && name === at.name,
  );
  if (made !== undefined) return `"${at.name}" is made by a wizard; rename the wizard`;
  if (FIXED.test(site.name) && !site.isTemplate) {
    return `"${site.name}" has a meaning of its own for Asterisk`;
  }
  if (!definitions.some((one) => one.isTemplate) && group.names.every(({ kind }) => kind === 'section')) {
    if (references.length === 0) return `What [${site.name}] means to Asterisk hangs on its name`;
  }
  for (const file of new Set([...definitions, ...references].map((place) => place.uri))) {
    const { generator } = factsOf(workspace, file);
    if (generator !== undefined) {
      const who = generator === 'vicidial' ? 'VICIdial' : 'FreePBX';
      return `"${at.name}" stands in ${basename(file)}, which ${who} writes again; rename it there`;
    }
    if (!isEditable(file)) {
      return `"${at.name}" stands in ${basename(file)} too, which lies outside the open folders`;
    }
  }
  return undefined;
}

function reasonAgainstName(name: string): string | undefined {
  if (name === '') return 'A name cannot be empty';
  const sign = FORBIDDEN.exec(name)?.[0];
  if (sign !== undefined) {
    return sign.trim() === '' ? 'A name cannot hold blanks' : `A name cannot hold "${sign}"`;
  }
  if (name.startsWith('+') || name.startsWith('-')) return 'A name cannot begin with a sign';
  if (utf8Length(name) > MAX_BYTES) return `A name cannot be longer than ${String(MAX_BYTES)} bytes`;
  return FIXED.test(name) ? `"${name}" has a meaning of its own for Asterisk` : undefined;
}

function reasonAgainstPrefix({ references }: NameGroup, name: string): string | undefined {
  const prefix = references.find((reference) => reference.prefix !== undefined)?.prefix;
  if (prefix === undefined || name.startsWith(prefix)) return undefined;
  return `Macro() finds contexts that begin with "${prefix}" only`;
}

function clash(workspace: Workspace, group: NameGroup, name: string): string | undefined {
  for (const site of group.definitions) {
    const kinds = group.names.filter((one) => one.name === site.name).map(({ kind }) => kind);
    // Objects share names in pjsip.conf; only where others build on the section does its bare name count.
    const isBuiltOn = site.isTemplate || group.references.some(({ kind }) => kind === 'section');
    const counted = kinds.filter((kind) => kind !== 'section' || isBuiltOn || kinds.length === 1);
    const others = definitionsOf(workspace, site.uri, name, counted).filter(
      (other) => !group.definitions.some((own) => isSamePlace(own, other)),
    );
    const [other] = others;
    if (other !== undefined) return `"${other.name}" is there already, in ${basename(other.uri)}`;
  }
  return undefined;
}

function editsOf(group: NameGroup, name: string): ReadonlyMap<string, readonly TextEdit[]> {
  const edits = new Map<string, TextEdit[]>();
  const seen = new Set<string>();
  const add = (uri: string, edit: TextEdit): void => {
    const key = `${String(edit.span.start)} ${uri}`;
    if (seen.has(key)) return;
    seen.add(key);
    const list = edits.get(uri);
    if (list === undefined) edits.set(uri, [edit]);
    else list.push(edit);
  };
  const suffixes = new Map<string, string>();
  for (const { kind, name: made, suffix } of group.names.filter(isDefinition)) {
    if (suffix !== undefined) suffixes.set(`${kind} ${made}`, suffix);
  }
  for (const { uri, span, suffix, isImplied } of group.definitions) {
    if (suffix === undefined && !isImplied) add(uri, { span, newText: name });
  }
  for (const reference of group.references) {
    const { kind, uri, span, prefix = '' } = reference;
    const suffix = suffixes.get(`${kind} ${nameOf(group, reference)}`) ?? '';
    add(uri, { span, newText: `${name}${suffix}`.slice(prefix.length) });
  }
  for (const list of edits.values()) list.sort((a, b) => a.span.start - b.span.start);
  return edits;
}

/** The name as its definition spells it. */
function nameOf({ names }: NameGroup, { kind, name }: Reference): string {
  return names.find((one) => one.kind === kind && isSameName(kind, one.name, name))?.name ?? name;
}

function isDefinition(name: object): name is Definition {
  return 'isImplied' in name;
}
