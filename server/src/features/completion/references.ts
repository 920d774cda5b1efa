/** Names that an option can refer to: what the files of this server define, and what lines of this file use already. */
import type { FileModel } from '../../model/fileModel.ts';
import { entriesOf, linesOf } from '../../model/fileModel.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import { definedNames, type SymbolKind } from '../../workspace/symbols.ts';
import type { CompletionContext } from './context.ts';

/** A name and where it comes from. */
export interface KnownName {
  readonly name: string;
  readonly detail?: string;
}

/** Words of the catalogue's references that the index of names knows by the same or another word. */
const KINDS: Readonly<Record<string, SymbolKind>> = {
  acl: 'acl',
  aor: 'aor',
  'asterisk-publication': 'asterisk-publication',
  auth: 'auth',
  'confbridge-bridge': 'confbridge-bridge',
  'confbridge-menu': 'confbridge-menu',
  'confbridge-user': 'confbridge-user',
  context: 'context',
  endpoint: 'endpoint',
  mailbox: 'mailbox',
  musicclass: 'musicclass',
  'outbound-publish': 'outbound-publish',
  peer: 'sip-device',
  'queue-rule': 'queue-rule',
  transport: 'transport',
  'voicemail-context': 'voicemail-context',
};

/** Names gathered for one list. */
const MOST_NAMES = 1000;

/** Names of the kind `to` (a word of the catalogue's references, or `peer`), defined ones first. */
export function knownNames(context: CompletionContext, to: string): readonly KnownName[] {
  const { workspace, facts } = context;
  const kind = KINDS[to];
  const names = new Map<string, KnownName>();
  const add = (name: string, detail?: string): void => {
    const isPlain = name !== '' && !isTemplateExpression(name) && !/[,;]/.test(name);
    if (!isPlain || names.size >= MOST_NAMES || names.has(name)) return;
    names.set(name, { name, ...(detail === undefined ? {} : { detail }) });
  };
  if (kind !== undefined) {
    for (const { name, isTemplate } of definedNames(workspace, facts.uri, kind)) if (!isTemplate) add(name);
  }
  if (to === 'context' || to === 'musicclass') addUsed(context, to, add);
  return [...names.values()];
}

/** Values of `context` and of the music options. */
interface UsedNames {
  readonly context: ReadonlySet<string>;
  readonly musicclass: ReadonlySet<string>;
}

const usedByChunk = new WeakMap<Chunk, UsedNames>();
const MUSIC = new Set(['musicclass', 'musiconhold', 'mohsuggest', 'mohinterpret', 'moh_suggest']);

function usedIn(chunk: Chunk, { tree }: FileModel): UsedNames {
  const known = usedByChunk.get(chunk);
  if (known !== undefined) return known;
  const names = { context: new Set<string>(), musicclass: new Set<string>() };
  for (const section of chunk.sections) {
    for (const { line } of entriesOf(linesOf(section, tree.encoding))) {
      const key = foldCase(line.key);
      if (key === 'context') names.context.add(line.value);
      else if (MUSIC.has(key)) names.musicclass.add(line.value);
    }
  }
  usedByChunk.set(chunk, names);
  return names;
}

/** The files that define contexts and music are often not open. */
function addUsed(
  { model, entries, lineNumber }: CompletionContext,
  to: 'context' | 'musicclass',
  add: (name: string, detail?: string) => void,
): void {
  const here = entries.find(({ number }) => number === lineNumber)?.line.value;
  for (const chunk of model.tree.chunks) {
    for (const name of usedIn(chunk, model)[to]) if (name !== here) add(name, 'used in this file');
  }
}
