/** All register lines that one driver reads from a root and its files. No rule itself. */
import { isTemplate } from '../../model/fileModel.ts';
import { sameIgnoringCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { mentions, perSection } from '../../workspace/perSection.ts';
import { registerLines, wholePlaceOf, type RegisterLine } from '../../workspace/registerLines.ts';
import { factsOf, filesOfRoot } from '../../workspace/workspace.ts';
import type { FileContext } from '../rule.ts';

const extractRegisters = perSection((context) => {
  const { kind, name, section } = context;
  if (isTemplate(section.header) || !mentions(context, 'register')) return undefined;
  // Nobody knows where a file that nothing includes will start.
  if (name !== undefined && !sameIgnoringCase(name, 'general')) return undefined;
  const lines = registerLines(kind, context.entries);
  return lines.length === 0 ? undefined : { lines };
});

/** A register line with its place. */
export interface PlacedRegister {
  readonly uri: string;
  readonly line: RegisterLine;
  /** The whole value; counts from the start of the file. */
  readonly span: Span;
  /** Number of the line in the file, from 0. */
  readonly number: number;
  /** Where its section starts. */
  readonly base: number;
}

/** The register lines of `[general]` in the file alone. */
export function registersOfFile({
  workspace,
  uri,
}: Pick<FileContext, 'workspace' | 'uri'>): PlacedRegister[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  return extractRegisters(model, factsOf(workspace, uri)).flatMap(({ placed, value }) =>
    value.lines.map((line) => ({
      uri,
      line,
      span: shift(wholePlaceOf(line), placed.start),
      number: placed.line + line.entry.number,
      base: placed.start,
    })),
  );
}

/** The register lines of `[general]` in all files of the root that reads the file, in their order. */
export function registersOfRoot(
  context: Pick<FileContext, 'workspace' | 'uri' | 'facts'>,
): readonly PlacedRegister[] {
  const { workspace, facts, uri } = context;
  if (facts.role === 'loose' || facts.root === undefined) return registersOfFile({ workspace, uri });
  return filesOfRoot(workspace, facts.root).flatMap((file) => registersOfFile({ workspace, uri: file }));
}
