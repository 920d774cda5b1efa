/** Prints the result of a run in the chosen format. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../../package.json';
import { allRules } from '../rules/index.ts';
import type { CheckArguments } from './args.ts';
import { printGithub } from './print/github.ts';
import { printJson } from './print/json.ts';
import { printJunit } from './print/junit.ts';
import type { ReportedFile } from './print/report.ts';
import { printSarif, type SarifRule } from './print/sarif.ts';
import { printText } from './print/text.ts';

/** The whole text for standard output. */
export function output(
  files: readonly ReportedFile[],
  { format, minSeverity, isQuiet }: Pick<CheckArguments, 'format' | 'minSeverity' | 'isQuiet'>,
  withColor: boolean,
): string {
  switch (format) {
    case 'json':
      return printJson(files, minSeverity ?? 'hint');
    case 'sarif':
      return printSarif(
        files,
        { version, ...manifestHomepage(), rules: describedRules(files) },
        minSeverity ?? 'hint',
      );
    case 'github':
      return printGithub(files, minSeverity ?? 'information');
    case 'junit':
      return printJunit(files, minSeverity ?? 'warning');
    case 'text':
      return printText(files, {
        withColor,
        minSeverity: minSeverity ?? 'information',
        withSummary: !isQuiet,
      });
  }
}

/** The manifest's `homepage`, under which the rules' pages stand; nothing while it has none. */
function manifestHomepage(): { readonly homepage?: string } {
  const text = beside('package.json');
  const manifest: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof manifest !== 'object' || manifest === null || !('homepage' in manifest)) return {};
  return typeof manifest.homepage === 'string' ? { homepage: manifest.homepage } : {};
}

/** The rules that found something, with their pages. */
function describedRules(files: readonly ReportedFile[]): readonly SarifRule[] {
  const used = new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return allRules
    .filter(({ id }) => used.has(id))
    .map(({ id, summary, severity }) => {
      const page = beside(`docs/rules/${id}.md`);
      return { id, summary, severity, ...(page === undefined ? {} : { page }) };
    });
}

/** A file that ships beside the folder of the bundle, in the npm package and in the repository alike. */
function beside(name: string): string | undefined {
  try {
    return readFileSync(path.join(__dirname, '..', name), 'utf8');
  } catch {
    return undefined;
  }
}
