/**
 * Writes a login's digest in place of its password, where user and realm are known and nothing needs the password itself:
 * phones of sip.conf that register, and auth sections of pjsip.conf that only let others in.
 */
import {
  entriesOf,
  isTemplate,
  linesOf,
  type PlacedLine,
  type PlacedSection,
} from '../../model/fileModel.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type TextEdit } from '../../text/span.ts';
import { generalOption } from '../../workspace/inbound.ts';
import { mentions, perSection } from '../../workspace/perSection.ts';
import { passwordAt } from '../../workspace/sectionCredentials.ts';
import { chainOf, lastIn, valuesIn } from '../../workspace/sectionChain.ts';
import { loginDigest, loginsOf, type DigestLogin } from '../../workspace/storedDigest.ts';
import { factsOf, filesOfRoot, type Workspace } from '../../workspace/workspace.ts';

/** The option that takes the digest. */
export type DigestOption = 'md5secret' | 'md5_cred' | 'password_digest';

interface Found {
  readonly uri: string;
  readonly placed: PlacedSection;
  readonly entries: readonly PlacedLine<EntryLine>[];
  readonly entry: PlacedLine<EntryLine>;
  readonly value: string;
  readonly login: DigestLogin;
  readonly options: readonly DigestOption[];
}

/** The options that can take the digest of the password on the line of `offset`; none where it has to stay. */
export function digestOptions(workspace: Workspace, uri: string, offset: number): readonly DigestOption[] {
  return find(workspace, uri, offset)?.options ?? [];
}

/** The edits of one section; `undefined` where the password has to stay. */
export function storeDigest(
  workspace: Workspace,
  uri: string,
  offset: number,
  option: DigestOption,
): readonly TextEdit[] | undefined {
  const found = find(workspace, uri, offset);
  if (found?.options.includes(option) !== true) return undefined;
  const { placed, entries, entry, value, login } = found;
  const digest = (option === 'password_digest' ? 'MD5:' : '') + loginDigest(login, value);
  const at = entry.start + placed.start;
  const edits = [
    { span: shift(entry.line.keySpan, at), newText: option },
    { span: shift(entry.line.valueSpan, at), newText: digest },
  ];
  if (option !== 'md5_cred') return edits;
  // Without it, Asterisk before 22.2 looks for a password.
  const types = entries.filter(({ line }) => foldCase(line.key) === 'auth_type');
  const start = at + entry.line.keySpan.start;
  if (types.length === 0) return [{ span: { start, end: start }, newText: 'auth_type=md5\n' }, ...edits];
  const changed = types.map(({ line, start: from }) => ({
    span: shift(line.valueSpan, from + placed.start),
    newText: 'md5',
  }));
  return [...edits, ...changed].sort((a, b) => a.span.start - b.span.start);
}

function find(workspace: Workspace, given: string, offset: number): Found | undefined {
  const { uri, kind, generator } = factsOf(workspace, given);
  const model = workspace.files.get(uri);
  const password = generator === undefined ? passwordAt(workspace, uri, offset) : undefined;
  if (model === undefined || password === undefined) return undefined;
  const { placed, credential } = password;
  const { header } = placed.section;
  const { value } = credential;
  if (header === undefined || isTemplate(header) || value === '' || isTemplateExpression(value)) {
    return undefined;
  }
  if (credential.place !== 'option' || credential.unread === true) return undefined;
  const entries = entriesOf(linesOf(placed.section, model.tree.encoding));
  const entry = entries.find(({ number }) => number === credential.lineNumber);
  const [login, ...more] = loginsOf(workspace, uri, placed, kind ?? '');
  if (entry === undefined || login === undefined || more.length > 0 || entry.line.value !== value) {
    return undefined;
  }
  const options =
    kind === 'sip.conf'
      ? sipOptions(workspace, uri, placed, credential.option)
      : pjsipOptions(workspace, uri, placed, credential.option);
  return { uri, placed, entries, entry, value, login, options };
}

/** chan_sip needs the password itself to log in elsewhere, and asks by other realms with `domainsasrealm`. */
function sipOptions(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  option: string,
): readonly DigestOption[] {
  const chain = chainOf(workspace, uri, placed);
  const value = (name: string): string => lastIn(chain, name)?.value ?? '';
  const isPhone = foldCase(value('host')) === 'dynamic' && option === 'secret' && value('md5secret') === '';
  const manyRealms = /^(?:yes|true|[yt1]|on)$/i.test(generalOption(workspace, uri, 'domainsasrealm') ?? '');
  const known = chain.isComplete && !manyRealms && valuesIn(chain, 'secret').length === 1;
  return isPhone && known ? ['md5secret'] : [];
}

function pjsipOptions(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  option: string,
): readonly DigestOption[] {
  const chain = chainOf(workspace, uri, placed);
  const has = (name: string): boolean => valuesIn(chain, name).length > 0;
  if (option !== 'password' || !chain.isComplete || valuesIn(chain, 'type')[0]?.value !== 'auth') return [];
  if (has('md5_cred') || has('password_digest') || valuesIn(chain, 'password').length !== 1) return [];
  const name = placed.section.header?.name ?? '';
  const { root } = factsOf(workspace, uri);
  let isUsed = false;
  for (const file of root === undefined ? [uri] : filesOfRoot(workspace, root)) {
    const model = workspace.files.get(file);
    for (const { value } of model === undefined ? [] : uses(model, factsOf(workspace, file))) {
      if (value.outbound.includes(name) || (value.setsRealm && !has('realm'))) return [];
      isUsed ||= value.inbound.includes(name);
    }
  }
  return isUsed ? ['password_digest', 'md5_cred'] : [];
}

interface Uses {
  readonly inbound: readonly string[];
  readonly outbound: readonly string[];
  /** Holds the realm of auth sections that name none. */
  readonly setsRealm: boolean;
}

const uses = perSection<Uses>((context) => {
  if (!mentions(context, 'auth') && !mentions(context, 'default_realm')) return undefined;
  const named = (option: string): readonly string[] =>
    context.entries
      .filter(({ line }) => foldCase(line.key) === option)
      .flatMap(({ line }) => line.value.split(',').map((name) => name.trim()));
  const setsRealm = context.entries.some(({ line }) => foldCase(line.key) === 'default_realm');
  const found = { inbound: named('auth'), outbound: named('outbound_auth'), setsRealm };
  const isEmpty = found.inbound.length === 0 && found.outbound.length === 0 && !setsRealm;
  return isEmpty ? undefined : found;
});
