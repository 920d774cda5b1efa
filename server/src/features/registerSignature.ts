/** The fields of a `register` line while it is typed; which one the caret is in, the driver's own split decides. */
import { lineAtOffset } from '../model/fileModel.ts';
import { parseIaxRegister } from '../register/chanIax2.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import type { RegisterPart, RegisterPartName, RegisterString } from '../register/shape.ts';
import { rawOffset, type EntryLine } from '../syntax/line.ts';
import { sameIgnoringCase } from '../text/ascii.ts';
import { registerDriver, type RegisterDriver } from '../workspace/registerLines.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import { blocks } from './markdown.ts';
import { partTexts } from './registerPartTexts.ts';
import type { SignatureField, SignatureText } from './signatureHelp.ts';

/** The form as people read it, with the parts in its order. */
const forms: Readonly<
  Record<
    RegisterDriver,
    { readonly label: string; readonly words: readonly (readonly [string, RegisterPartName])[] }
  >
> = {
  sip: {
    label:
      'register => [peer?][transport://]user[@domain][:secret[:login]]@host[:port][/extension][~seconds]',
    words: [
      ['peer', 'peer'],
      ['transport', 'transport'],
      ['user', 'user'],
      ['domain', 'domain'],
      ['secret', 'secret'],
      ['login', 'authuser'],
      ['host', 'host'],
      ['port', 'port'],
      ['extension', 'callback'],
      ['seconds', 'expiry'],
    ],
  },
  iax: {
    label: 'register => user[:secret]@host[:port]',
    words: [
      ['user', 'user'],
      ['secret', 'secret'],
      ['host', 'host'],
      ['port', 'port'],
    ],
  },
};

const ABOUT: Readonly<Record<RegisterDriver, string>> = {
  sip: 'Registers at a provider. chan_sip divides the line at the last `@`; a secret with `:`, `/` or `?` needs double quotes.',
  iax: 'Registers at another server. chan_iax2 divides the line at the first `@`; a secret cannot hold `:` or `@`.',
};

/** The fields where the caret is behind `register =>` of sip.conf or iax.conf. */
export function registerSignature(
  workspace: Workspace,
  uri: string,
  offset: number,
): SignatureText | undefined {
  const facts = factsOf(workspace, uri);
  const driver = registerDriver(facts.kind);
  const model = workspace.files.get(facts.uri);
  const found = driver === undefined || model === undefined ? undefined : lineAtOffset(model, offset);
  if (driver === undefined || found === undefined) return undefined;
  const { line, start, text } = found.placed;
  if (line.kind !== 'entry' || !sameIgnoringCase(line.key, 'register')) return undefined;
  const caret = offset - start;
  if (line.operator === 'none' || caret < line.operatorSpan.end || caret > text.length) return undefined;
  if (line.comments.some((comment) => comment.start < caret)) return undefined;
  const name = partAt(driver, line.value, caretIn(line, caret));
  const { label, words } = forms[driver];
  const active = words.findIndex(([, part]) => part === (aliases[name ?? 'host'] ?? name));
  return {
    label,
    markdown: ABOUT[driver],
    parameters: fieldsOf(driver),
    ...(name === undefined || active < 0 ? {} : { active }),
  };
}

/** Parts that share a field of the form. */
const aliases: Readonly<Partial<Record<RegisterPartName, RegisterPartName>>> = {
  domainport: 'domain',
  key: 'secret',
};

function fieldsOf(driver: RegisterDriver): readonly SignatureField[] {
  const { label, words } = forms[driver];
  let from = label.indexOf('=> ') + 3;
  return words.map(([word, part]) => {
    const start = label.indexOf(word, from);
    from = start + word.length;
    const { what, absent } = partTexts[driver][part];
    const markdown = blocks(what, absent === '' ? undefined : `Without it: ${absent}`);
    return { start, end: from, markdown };
  });
}

/** Place of the caret in the value as Asterisk reads it. */
function caretIn(line: EntryLine, caret: number): number {
  let at = 0;
  while (at < line.value.length && rawOffset(line, at) < caret) at++;
  return at;
}

/**
 * The part the driver takes what is typed at `caret` for. A line that is not complete yet is read as if it went on with
 * an address; `undefined` where no going on makes sense of it.
 */
function partAt(driver: RegisterDriver, value: string, caret: number): RegisterPartName | undefined {
  const parse = (text: string): RegisterString =>
    (driver === 'sip' ? parseSipRegister : parseIaxRegister)(text, { defaultExpiry: 0 });
  const head = value.slice(0, caret);
  const tail = value.slice(caret);
  // A letter in place of what is typed next: empty parts would be left out.
  const texts = [`${head}1${tail}`, `${head}1`, `${head}1@h`];
  for (const text of texts) {
    const parsed = parse(text);
    if (parsed.ok) return partOver(parsed.parts, caret)?.name;
  }
  return undefined;
}

function partOver(parts: readonly RegisterPart[], at: number): RegisterPart | undefined {
  // chan_iax2 drops the last character of a key, which is where the caret is.
  return parts.find(
    ({ name, span }) => span.start <= at && (at < span.end || (name === 'key' && at === span.end)),
  );
}
