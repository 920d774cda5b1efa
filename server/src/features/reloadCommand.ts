/** Which command of the Asterisk console applies a change at some place of a file. */
import { lookup } from '../catalogue/lookup.ts';
import type { ConfKind } from '../catalogue/option.ts';
import { reloadCommands, reloadEverything, restartCommand, restartTypes } from '../catalogue/reload.ts';
import { lineAtOffset, sectionAt, type FileModel, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { settledValue } from './phoneNeighbours.ts';
import { sectionKindsAt } from './sectionKindsAt.ts';

/** A command and why it is this one. */
export interface ReloadAdvice {
  /** Absent where no Asterisk of the chosen version reads the file. */
  readonly command?: string;
  /** One sentence in plain words. */
  readonly reason: string;
}

/** The last version that has chan_sip. */
const LAST_WITH_SIP = 20;
const TRUE = new Set(['yes', 'true', 'y', 't', '1', 'on']);

/**
 * What applies a change at `offset`: the line counts where its option needs a restart, else the section, else the file.
 * `undefined` for a file that nobody has read or whose kind nothing tells.
 *
 * @param chosen the version the user chose
 */
export function reloadCommand(
  workspace: Workspace,
  uri: string,
  offset: number,
  chosen: 'auto' | number,
): ReloadAdvice | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  const { kind } = facts;
  if (model === undefined || kind === undefined) return undefined;
  return (
    unreadAdvice(kind, chosen) ??
    optionAdvice(workspace, facts, kind, model, offset) ??
    sectionAdvice(workspace, facts, kind, model, offset) ??
    fileAdvice(kind)
  );
}

/** What a change of a section as a whole needs; `offset` stands in it. */
export function sectionReload(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  offset: number,
  chosen: 'auto' | number,
): ReloadAdvice | undefined {
  const { kind } = facts;
  if (kind === undefined) return undefined;
  return (
    unreadAdvice(kind, chosen) ?? sectionAdvice(workspace, facts, kind, model, offset) ?? fileAdvice(kind)
  );
}

function unreadAdvice(kind: ConfKind, chosen: 'auto' | number): ReloadAdvice | undefined {
  if (kind !== 'sip.conf' || chosen === 'auto' || chosen <= LAST_WITH_SIP) return undefined;
  return { reason: `Asterisk ${String(chosen)} does not read sip.conf, so nothing applies a change.` };
}

function fileAdvice(kind: ConfKind): ReloadAdvice {
  const command = reloadCommands[kind];
  if (command === restartCommand) return { command, reason: `${kind} is read only when Asterisk starts.` };
  if (command === undefined) {
    return {
      command: reloadEverything,
      reason: `No command of its own is known for ${kind}; this one reads everything again.`,
    };
  }
  return { command, reason: `Reads ${kind} again; calls that are up go on.` };
}

function sectionAdvice(
  workspace: Workspace,
  facts: FileFacts,
  kind: ConfKind,
  model: FileModel,
  offset: number,
): ReloadAdvice | undefined {
  const placed = sectionAt(model, offset);
  if (kind !== 'pjsip.conf' || placed === undefined) return undefined;
  const [type] = sectionKindsAt(workspace, facts, model, placed.section);
  if (type === undefined || !restartTypes.has(type)) return undefined;
  if (type === 'transport' && isReloadable(workspace, facts, model, placed)) return undefined;
  return {
    command: restartCommand,
    reason: `A reload leaves sections of type ${type} mostly as they are; this restarts Asterisk once no call is up.`,
  };
}

/** A transport may say that a reload takes it over. */
function isReloadable(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  placed: PlacedSection,
): boolean {
  const allows = settledValue(workspace, facts, model, placed, 'allow_reload');
  return allows !== undefined && TRUE.has(foldCase(allows));
}

function optionAdvice(
  workspace: Workspace,
  facts: FileFacts,
  kind: ConfKind,
  model: FileModel,
  offset: number,
): ReloadAdvice | undefined {
  const found = lineAtOffset(model, offset);
  if (found?.placed.line.kind !== 'entry') return undefined;
  const { key } = found.placed.line;
  const kinds = sectionKindsAt(workspace, facts, model, found.section.section);
  const option = kinds.map((one) => lookup(kind, one, key)).find((one) => one !== undefined);
  if (option?.restart !== true || reloadCommands[kind] === restartCommand) return undefined;
  if (kinds.includes('transport') && isReloadable(workspace, facts, model, found.section)) return undefined;
  return {
    command: restartCommand,
    reason: `A reload does not apply ${option.name}; this restarts Asterisk once no call is up.`,
  };
}
