/** Adds a phone as its neighbours are written: the next number, the same templates, a secret of its own. */
import type { Random, GeneratorSettings } from '../rules/rule.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import {
  isTemplate,
  linesOf,
  parentsOf,
  entriesOf,
  sectionsNamed,
  sectionsOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../model/fileModel.ts';
import { ownType, typeOf } from '../rules/support/sectionTypes.ts';
import { generateSecret } from '../secrets/generate.ts';
import type { EntryLine } from '../syntax/line.ts';
import { textOf } from '../syntax/position.ts';
import { foldCase } from '../text/ascii.ts';
import type { TextEdit } from '../text/span.ts';
import { credentialsOf } from '../workspace/credentialsOf.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { phoneKinds, phoneNeighbours, settledValue, type PhoneNeighbours } from './phoneNeighbours.ts';

/** A phone to put in, or why none can be. */
export type NewPhone =
  | { readonly kind: 'phone'; readonly name: string; readonly edit: TextEdit }
  | { readonly kind: 'explained'; readonly message: string };

/** What a new phone needs besides the file. */
export interface NewPhoneOptions {
  readonly generator: GeneratorSettings;
  readonly random: Random;
}

/** The phone for `uri`, after the one at or above `offset`; `undefined` for a file nobody has read. */
export function newPhone(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: NewPhoneOptions,
): NewPhone | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const message = reasonAgainst(facts);
  if (message !== undefined) return { kind: 'explained', message };
  const neighbours = phoneNeighbours(workspace, facts, model, offset);
  const secret = generateSecret(options.random, options.generator);
  const around = { workspace, facts, model, neighbours, secret };
  const sections = facts.kind === 'pjsip.conf' ? pjsipSections(around) : [deviceSection(around)];
  const eol = textOf(model.tree, { start: 0, end: 4096 }).includes('\r\n') ? '\r\n' : '\n';
  const at = insertionPoint(model, anchorOf(around));
  const text = sections.map((lines) => lines.join(eol)).join(eol + eol);
  const newText = at.isAtStart ? text + eol : eol + eol + text;
  return {
    kind: 'phone',
    name: neighbours.name,
    edit: { span: { start: at.offset, end: at.offset }, newText },
  };
}

/** Why no phone can be added to this file, in plain words. */
function reasonAgainst({ kind, generator }: FileFacts): string | undefined {
  if (generator === 'vicidial') {
    return 'VICIdial writes this file from its database, so a phone added here is lost at the next rebuild. Add it in the admin pages under Admin, Phones; VICIdial then writes it here by itself.';
  }
  if (generator === 'freepbx') {
    return 'FreePBX writes this file, so a phone added here is lost at the next Apply Config. Add an extension in its admin pages instead.';
  }
  if (kind === undefined || !phoneKinds.includes(kind)) {
    return 'Phones belong into sip.conf, iax.conf or pjsip.conf. Open one of them, or a file it includes.';
  }
  return undefined;
}

interface Around {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly model: FileModel;
  readonly neighbours: PhoneNeighbours;
  readonly secret: string;
}

/** Options that tell what kind of phone it is, not whose; taken over from a single neighbour. */
const SHARED: ReadonlySet<string> = new Set(
  (
    'type host context disallow allow qualify qualifyfreq nat dtmfmode directmedia canreinvite transport encryption avpf ' +
    'icesupport language deny permit acl subscribecontext trustrpid sendrpid call-limit busylevel callgroup pickupgroup ' +
    'videosupport requirecalltoken auth transfer trunk jitterbuffer message_context ' +
    'direct_media rtp_symmetric force_rport rewrite_contact dtmf_mode media_encryption webrtc ice_support use_avpf ' +
    'dtls_auto_generate_cert bundle rtcp_mux trust_id_inbound send_pai send_rpid call_group pickup_group device_state_busy_at ' +
    'allow_transfer allow_subscribe sub_min_expiry timers'
  ).split(' '),
);

/** Options that name a person or a box of their own; never taken over. */
const PERSONAL: ReadonlySet<string> = new Set(
  'callerid mailbox mailboxes fullname cid_number description hasvoicemail regexten contact match identify_by defaultip'.split(
    ' ',
  ),
);

function deviceSection(around: Around): readonly string[] {
  const { neighbours, model, secret } = around;
  const [nearest] = neighbours.phones;
  if (nearest === undefined) return firstDevice(around);
  const lines = [header(neighbours.name, parentsOf(nearest.section.header))];
  const renamed = (value: string): string | undefined =>
    foldCase(value) === foldCase(nameOf(nearest)) ? neighbours.name : undefined;
  let hasSecret = false;
  for (const entry of entriesOf(linesOf(nearest.section, model.tree.encoding))) {
    const key = foldCase(entry.line.key);
    if (key === 'secret') {
      if (!hasSecret) lines.push(written(entry, secret));
      hasSecret = true;
    } else if (!holdsSecret(around, nearest, entry) && isShared(around, entry)) {
      lines.push(written(entry, renamed(entry.line.value)));
    }
  }
  if (!hasSecret) lines.push(`secret${styleOf(around, nearest)}${secret}`);
  return lines;
}

/** The first phone of a file: from a template made for phones, else written out. */
function firstDevice({ workspace, facts, model, neighbours, secret }: Around): readonly string[] {
  for (const placed of sectionsOf(model)) {
    if (!isTemplate(placed.section.header)) continue;
    const host = settledValue(workspace, facts, model, placed, 'host');
    const type = settledValue(workspace, facts, model, placed, 'type');
    if (foldCase(host ?? '') === 'dynamic' && type !== undefined) {
      return [header(neighbours.name, [nameOf(placed)]), `secret=${secret}`];
    }
  }
  const iax = facts.kind === 'iax.conf' ? ['auth=md5', 'requirecalltoken=yes'] : [];
  return [
    header(neighbours.name, []),
    'type=friend',
    'host=dynamic',
    `secret=${secret}`,
    ...iax,
    'context=from-internal',
    'disallow=all',
    'allow=ulaw',
    'allow=alaw',
    'qualify=yes',
  ];
}

function pjsipSections(around: Around): readonly (readonly string[])[] {
  const { neighbours, model, secret } = around;
  const { name } = neighbours;
  const [nearest] = neighbours.phones;
  const auth = nearest && partOf(around, nearest, 'auth');
  const aor = nearest && partOf(around, nearest, 'aor');
  const authName =
    auth === undefined || nearest === undefined ? name : renamedPart(nameOf(auth), nameOf(nearest), name);
  const aorName = name;
  const style = nearest === undefined ? '=' : styleOf(around, nearest);
  const endpoint =
    nearest === undefined ? firstEndpoint(around) : [header(name, parentsOf(nearest.section.header))];
  const entries = nearest === undefined ? [] : entriesOf(linesOf(nearest.section, model.tree.encoding));
  for (const entry of entries) {
    const key = foldCase(entry.line.key);
    if (key === 'auth' || key === 'aors') endpoint.push(written(entry, key === 'auth' ? authName : aorName));
    else if (nearest !== undefined && !holdsSecret(around, nearest, entry) && isShared(around, entry)) {
      endpoint.push(written(entry, sameName(entry.line.value, nearest) ? name : undefined));
    }
  }
  for (const [key, value] of [
    ['auth', authName],
    ['aors', aorName],
  ] as const) {
    if (!entries.some(({ line }) => foldCase(line.key) === key)) endpoint.push(`${key}${style}${value}`);
  }
  return [
    endpoint,
    authSection(around, auth, authName, secret, style),
    aorSection(around, aor, aorName, style),
  ];
}

function firstEndpoint({ workspace, facts, model, neighbours }: Around): string[] {
  for (const placed of sectionsOf(model)) {
    if (!isTemplate(placed.section.header)) continue;
    const type = typeOf(workspace, facts, model, placed.section);
    if (type.kind === 'given' && type.value === 'endpoint') {
      return [header(neighbours.name, [nameOf(placed)])];
    }
  }
  return [
    header(neighbours.name, []),
    'type=endpoint',
    'context=from-internal',
    'disallow=all',
    'allow=ulaw,alaw',
  ];
}

function authSection(
  { model, neighbours }: Around,
  auth: PlacedSection | undefined,
  authName: string,
  secret: string,
  style: string,
): readonly string[] {
  const lines = [header(authName, auth === undefined ? [] : parentsOf(auth.section.header))];
  const isTyped = auth !== undefined && ownType(auth.section, model) === undefined;
  if (!isTyped) lines.push(`type${style}auth`);
  lines.push(`auth_type${style}userpass`, `username${style}${neighbours.name}`, `password${style}${secret}`);
  return lines;
}

function aorSection(
  around: Around,
  aor: PlacedSection | undefined,
  aorName: string,
  style: string,
): readonly string[] {
  const { workspace, facts, model } = around;
  if (aor === undefined) return [header(aorName, []), `type${style}aor`, `max_contacts${style}1`];
  const lines = [header(aorName, parentsOf(aor.section.header))];
  for (const entry of entriesOf(linesOf(aor.section, model.tree.encoding))) {
    if (!PERSONAL.has(foldCase(entry.line.key)) && isPlain(entry)) lines.push(written(entry, undefined));
  }
  if (settledValue(workspace, facts, model, aor, 'max_contacts') === undefined) {
    lines.push(`max_contacts${style}1`);
  }
  return lines;
}

/** The `auth` or `aor` section that the endpoint names, in the same file. */
function partOf(
  { workspace, facts, model }: Around,
  endpoint: PlacedSection,
  type: 'auth' | 'aor',
): PlacedSection | undefined {
  const name = settledValue(workspace, facts, model, endpoint, type === 'auth' ? 'auth' : 'aors');
  if (name === undefined || name.includes(',')) return undefined;
  return sectionsNamed(model, name).find(({ section }) => {
    const found = typeOf(workspace, facts, model, section);
    return !isTemplate(section.header) && found.kind === 'given' && found.value === type;
  });
}

/** `201-auth` becomes `203-auth`. */
function renamedPart(part: string, old: string, name: string): string {
  const at = foldCase(part).indexOf(foldCase(old));
  return at < 0 ? `${name}-auth` : part.slice(0, at) + name + part.slice(at + old.length);
}

/** Whether the neighbours have the line in common, or it only tells what kind of phone it is. */
function isShared({ neighbours, model }: Around, entry: PlacedLine<EntryLine>): boolean {
  const { line } = entry;
  const key = foldCase(line.key);
  if (!isPlain(entry) || line.value === '' || PERSONAL.has(key)) return false;
  const [nearest, ...others] = neighbours.phones;
  if (nearest !== undefined && sameName(line.value, nearest)) return true;
  if (others.length === 0) return SHARED.has(key);
  return others.every((other) =>
    entriesOf(linesOf(other.section, model.tree.encoding)).some(
      (one) => foldCase(one.line.key) === key && one.line.value === line.value,
    ),
  );
}

function isPlain({ line }: PlacedLine<EntryLine>): boolean {
  return (line.operator === '=' || line.operator === '=>') && !isTemplateExpression(line.value);
}

function sameName(value: string, placed: PlacedSection): boolean {
  return foldCase(value) === foldCase(nameOf(placed));
}

function holdsSecret({ facts }: Around, placed: PlacedSection, entry: PlacedLine<EntryLine>): boolean {
  return facts.kind !== undefined && credentialsOf(facts.kind, nameOf(placed), [entry]).length > 0;
}

/** The line with another value, or its own, and without its comment. */
function written({ line, text }: PlacedLine<EntryLine>, value: string | undefined): string {
  const own = text.slice(line.valueSpan.start, line.valueSpan.end);
  const hasCommentBefore = line.comments.some(({ start }) => start < line.valueSpan.end);
  if (hasCommentBefore) return `${line.key}=${value ?? line.value}`;
  return text.slice(line.keySpan.start, line.valueSpan.start) + (value ?? own);
}

function header(name: string, parents: readonly string[]): string {
  return parents.length === 0 ? `[${name}]` : `[${name}](${parents.join(',')})`;
}

function nameOf({ section }: PlacedSection): string {
  return section.header?.name ?? '';
}

/** How the section writes `=`. */
function styleOf({ model }: Around, { section }: PlacedSection): string {
  const [entry] = entriesOf(linesOf(section, model.tree.encoding));
  if (entry === undefined) return '=';
  const { line, text } = entry;
  const between = text.slice(line.keySpan.end, line.valueSpan.start);
  return /^ {0,2}= {0,2}$/.test(between) ? between : '=';
}

/** The last section that belongs to the phone before the new one. */
function anchorOf(around: Around): PlacedSection | undefined {
  const { model, neighbours } = around;
  const [nearest] = neighbours.phones;
  if (nearest === undefined) return undefined;
  const before = sectionsNamed(model, nameBefore(neighbours.name)).findLast(
    ({ section }) => !isTemplate(section.header),
  );
  const phone = before !== undefined && before.start > nearest.start ? before : nearest;
  if (around.facts.kind !== 'pjsip.conf') return phone;
  const parts = [partOf(around, phone, 'auth'), partOf(around, phone, 'aor')].filter(
    (part) => part !== undefined,
  );
  return [phone, ...parts].reduce((last, part) => {
    const isBeside = part.start > last.start && part.index <= phone.index + 3;
    return isBeside ? part : last;
  });
}

function nameBefore(name: string): string {
  let end = name.length;
  while (end > 0 && /\d/.test(name.charAt(end - 1))) end--;
  const number = name.slice(end);
  const before = String(Math.max(0, Number(number) - 1)).padStart(number.length, '0');
  return name.slice(0, name.length - number.length) + before;
}

/** Behind the last line of the section that says something; comments after it may belong to the next section. */
function insertionPoint(
  model: FileModel,
  anchor: PlacedSection | undefined,
): { readonly offset: number; readonly isAtStart: boolean } {
  const placed = anchor ?? [...sectionsOf(model)].at(-1);
  if (placed === undefined) return { offset: 0, isAtStart: true };
  const lines = linesOf(placed.section, model.tree.encoding);
  const last = lines.findLast(({ line }) => line.kind !== 'blank') ?? lines.at(-1);
  if (
    last === undefined ||
    (last.text.trim() === '' && last.line.kind === 'blank' && model.tree.length === 0)
  ) {
    return { offset: 0, isAtStart: true };
  }
  const text = last.text.trimEnd();
  return { offset: placed.start + last.start + text.length, isAtStart: false };
}
