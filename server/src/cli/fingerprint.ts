/** Marks by which a finding is known again after lines have moved. */
import { createHash } from 'node:crypto';
import { lineAtOffset, type FileModel } from '../model/fileModel.ts';
import type { Diagnostic } from '../rules/run.ts';

/**
 * One mark for each finding of a file, in their order: a SHA-256 over rule, path, section, option and how many findings
 * equal in these came before. Never over the text of a line, so nobody can guess a secret from a report.
 *
 * @param file path as the report writes it
 */
export function fingerprintsOf(
  file: string,
  model: FileModel,
  findings: readonly Diagnostic[],
): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, span }) => {
    const place = lineAtOffset(model, span.start);
    const section = place?.section.section.header?.name ?? '';
    const key = [rule, file, section, optionAt(place?.placed.line)].join('\0');
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key}\0${ordinal}`).digest('hex').slice(0, 32);
  });
}

type FoundLine = NonNullable<ReturnType<typeof lineAtOffset>>['placed']['line'];

/** A line without `=` has all of its text as its name, so only what is written like an option counts as one. */
function optionAt(line: FoundLine | undefined): string {
  if (line?.kind !== 'entry' || line.problem !== undefined) return line?.kind ?? '';
  return /^[\w/.-]{1,40}$/.test(line.key) ? line.key.toLowerCase() : '';
}
