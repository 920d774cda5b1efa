/**
 * What a file's name and place tell about it: whether it is Asterisk's at all, and which standard file it is read as.
 * Knows no file content and no includes; those may say better.
 */
import {
  asteriskFolder,
  endings,
  namesAnywhere,
  namesInAsteriskFolder,
  namesOfOtherFormats,
  openStems,
  openSuffixes,
  separatedStems,
  stemSeparators,
  suffixes,
  vicidialStems,
} from '../catalogue/files.ts';
import type { ConfKind } from '../catalogue/option.ts';
import { foldCase } from '../text/ascii.ts';

/** The standard file a name stands for, such as `sip.conf` for `sip_custom.conf`. */
export interface NamedKind {
  readonly kind: ConfKind;
  /** False where only the stem speaks for it, or the name is one other programs use as well. */
  readonly isCertain: boolean;
}

const anywhere: ReadonlySet<string> = new Set(namesAnywhere);
const inFolder: ReadonlySet<string> = new Set(namesInAsteriskFolder);
const otherFormats: ReadonlySet<string> = new Set(namesOfOtherFormats);
const vicidialNames: ReadonlySet<string> = new Set(vicidialStems);

/**
 * The kind of the file at `path`, from its base name.
 *
 * Both `/` and `\` separate folders, letter case is ignored, one suffix such as `.sample` is taken off first.
 * `undefined` when the name says nothing. Never throws.
 */
export function kindByName(path: string): NamedKind | undefined {
  const { folders, base } = split(path);
  const name = withoutSuffix(base);
  if (otherFormats.has(name)) return undefined;
  if (anywhere.has(name)) return { kind: name, isCertain: true };
  if (inFolder.has(name)) return { kind: name, isCertain: folders.includes(asteriskFolder) };
  return kindByVicidialName(name) ?? kindByStem(name);
}

/** Whether the file at `path` is one of Asterisk's that is written in another format, so that nothing here applies. */
export function isOtherFormat(path: string): boolean {
  return otherFormats.has(withoutSuffix(split(path).base));
}

/**
 * Whether the file at `path` is Asterisk's by its name or because it lies under an `asterisk` folder.
 *
 * Says the same as the language's file names in the manifest do, so that editor and command line agree.
 */
export function isOurs(path: string): boolean {
  const { folders, base } = split(path);
  const name = withoutSuffix(base);
  if (!name.endsWith('.conf')) return false;
  if (anywhere.has(name) || endings.some((ending) => name.endsWith(ending))) return true;
  if (folders.includes(asteriskFolder)) return true;
  if (openStems.some((stem) => name.startsWith(stem))) return true;
  return separatedStems.some((stem) => startsWithStem(name, stem) && name !== `${stem}.conf`);
}

function split(path: string): { readonly folders: readonly string[]; readonly base: string } {
  const folders = foldCase(path).split(/[/\\]/);
  return { base: folders.pop() ?? '', folders };
}

/** `sip.conf` for `sip.conf.sample-13`; the name itself where it carries none of the suffixes. */
function withoutSuffix(base: string): string {
  const at = base.lastIndexOf('.conf.');
  if (at < 0) return base;
  const suffix = base.slice(at + '.conf'.length);
  const isKnown = suffixes.includes(suffix) || openSuffixes.some((open) => suffix.startsWith(open));
  return isKnown ? base.slice(0, at + '.conf'.length) : base;
}

function kindByVicidialName(name: string): NamedKind | undefined {
  const match = /^(?:build)?(.+)-vicidial\.conf$/.exec(name);
  const stem = match?.[1];
  return stem !== undefined && vicidialNames.has(stem)
    ? { kind: `${stem}.conf`, isCertain: true }
    : undefined;
}

/** The longest standard name the file's name begins with: `res_odbc_additional.conf` is read as `res_odbc.conf`. */
function kindByStem(name: string): NamedKind | undefined {
  if (!name.endsWith('.conf')) return undefined;
  let best: string | undefined;
  for (const kind of [...namesAnywhere, ...namesInAsteriskFolder]) {
    const stem = kind.slice(0, -'.conf'.length);
    const fits = openStems.includes(stem) ? name.startsWith(stem) : startsWithStem(name, stem);
    if (fits && kind.length > (best?.length ?? 0)) best = kind;
  }
  return best === undefined ? undefined : { kind: best, isCertain: false };
}

function startsWithStem(name: string, stem: string): boolean {
  return (
    name.startsWith(stem) && name.length > stem.length && stemSeparators.includes(name.charAt(stem.length))
  );
}
