/** What must hold for every option of the catalogue, whichever file it is for. Gives complaints, so a test shows all. */
import type { Option, OptionFile } from '../../server/src/catalogue/option.ts';

const unitWords: Readonly<Record<string, RegExp>> = {
  s: /\bseconds?\b/iu,
  ms: /\bmilliseconds?\b/iu,
  min: /\bminutes?\b/u,
  'kbit/s': /kbit\/s/u,
  MB: /\bMB\b/u,
  bytes: /\bbytes?\b/u,
};

/** Places an option is read in that are no section of the file: database rows, the fifth field of a mailbox line. */
const outsideSections = ['realtime', 'mailbox-options'];

/** Everything wrong with the options of one file, each as `name: what`. Empty when all is well. */
export function complaints(file: OptionFile): string[] {
  return [
    ...file.options.flatMap((option) =>
      [...aboutDocs(option), ...aboutValue(option), ...aboutPlaces(file, option)].map(
        (text) => `${file.kind} [${option.in.join(',')}] ${option.name}: ${text}`,
      ),
    ),
    ...repeatedNames(file),
  ];
}

/** Docs that two different options have in common. */
export function sharedDocs(files: readonly OptionFile[]): string[] {
  const seen = new Map<string, Option>();
  return files.flatMap((file) =>
    file.options.flatMap((option) => {
      const other = seen.get(option.docs);
      seen.set(option.docs, option);
      return other === undefined || other === option ? [] : [`${file.kind} ${other.name} and ${option.name}`];
    }),
  );
}

/** How many sentences the docs of an option have; what stands in backquotes does not count. */
export function sentences(docs: string): number {
  return docs.replaceAll(/`[^`]*`/gu, 'x').match(/[.!?](?= |$)/gu)?.length ?? 0;
}

function aboutDocs(option: Option): string[] {
  const found: string[] = [];
  const { docs, value } = option;
  if (docs.length < 60 || docs.length > 520) found.push(`docs have ${docs.length} characters`);
  if (!docs.endsWith('.') || /\s{2}|\n/u.test(docs)) found.push('docs are not plain sentences');
  if ((docs.match(/[.;:] /gu) ?? []).length < 1) found.push('docs say only one thing');
  const missing = expectedWords(option).filter((word) => !docs.includes(word));
  if (missing.length > 0) found.push(`docs do not name ${missing.join(', ')}`);
  const unit = 'unit' in value ? value.unit : undefined;
  if (unit !== undefined && unitWords[unit]?.test(docs) !== true) {
    found.push(`docs do not name the unit ${unit}`);
  }
  if (/^-?\d+$/u.test(option.default ?? '') && !docs.includes(option.default ?? '')) {
    found.push(`docs do not name the default ${option.default ?? ''}`);
  }
  return found;
}

/** The words a reader has to be told, as long as they are few. */
function expectedWords({ value }: Option): readonly string[] {
  const words = 'words' in value ? (value.words ?? []) : [];
  const all = value.kind === 'boolean' ? ['yes', 'no', ...words] : words;
  return all.length > 6 ? [] : all.map((word) => `\`${word}\``);
}

function aboutValue(option: Option): string[] {
  const { value, default: standard } = option;
  if (standard === undefined) return [];
  if (standard === '') return ['an empty default is no default'];
  if (option.sensitive === true) return ['a secret with a default'];
  if (standard.includes(' ')) return [];
  if (value.kind === 'choice' && !value.words.includes(standard)) return ['default is not one of the words'];
  if (value.kind === 'boolean' && !['yes', 'no', ...(value.words ?? [])].includes(standard)) {
    return ['default is no word it knows'];
  }
  if ((value.kind === 'integer' || value.kind === 'duration') && /^-?\d+$/u.test(standard)) {
    const number = Number(standard);
    if (value.min !== undefined && number < value.min) return ['default is under the limit'];
    if (value.max !== undefined && number > value.max) return ['default is over the limit'];
  }
  return [];
}

function aboutPlaces(file: OptionFile, option: Option): string[] {
  const found: string[] = [];
  const kinds = file.sections?.map((section) => section.kind);
  for (const kind of option.in) {
    if (kinds !== undefined && !outsideSections.includes(kind) && !kinds.includes(kind)) {
      found.push(`no section kind ${kind}`);
    }
  }
  for (const kind of Object.keys(option.scoped ?? {})) {
    if (!option.in.includes(kind)) found.push(`says something about ${kind}, where it is not read`);
  }
  if (option.in.length === 0) found.push('is read nowhere');
  if (option.namePattern !== undefined) RegExp(option.namePattern, 'u');
  if (
    !/^[a-z]+\/[\w./-]+\.(?:c|sample)(?::\d+)?(?:@[\w.]+)?(?:, [a-z]+\/[\w./-]+\.c)*$/u.test(option.source)
  ) {
    found.push(`source "${option.source}" names no file`);
  }
  return found;
}

function repeatedNames(file: OptionFile): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const option of file.options) {
    for (const kind of option.in) {
      for (const name of [option.name, ...(option.aliases ?? [])]) {
        const key = `${file.kind} [${kind}] ${name.toLowerCase()}`;
        if (seen.has(key)) found.push(`${key} stands there twice`);
        seen.add(key);
      }
    }
  }
  return found;
}
