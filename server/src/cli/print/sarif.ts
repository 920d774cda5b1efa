/** Prints findings as SARIF 2.1.0 (OASIS), which code scanning and many viewers read. */
import type { Severity } from '../../rules/rule.ts';
import { printableJson } from '../../text/printable.ts';
import { isShown, type Replacement, type Reported, type ReportedFile } from './report.ts';

/** What a report says of the program and its rules. */
export interface SarifTool {
  readonly version: string;
  /** The manifest's `homepage`; absent while there is none. */
  readonly homepage?: string;
  readonly rules: readonly SarifRule[];
}

export interface SarifRule {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity | 'off';
  /** The rule's page in Markdown, where it is at hand. */
  readonly page?: string;
}

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** One run as one JSON object, with one finding on each line. */
export function printSarif(files: readonly ReportedFile[], tool: SarifTool, minSeverity: Severity): string {
  const found = files.flatMap(({ file, findings }) =>
    findings.filter(({ severity }) => isShown(severity, minSeverity)).map((finding) => ({ file, finding })),
  );
  const used = new Set(found.map(({ finding }) => finding.rule));
  const rules = tool.rules.filter(({ id }) => used.has(id));
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const driver = {
    name: 'Asterisk Conf',
    semanticVersion: tool.version,
    ...(tool.homepage === undefined ? {} : { informationUri: tool.homepage }),
    rules: rules.map((rule) => ruleShape(rule, tool.homepage)),
  };
  const head = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
  };
  const results = found.map(({ file, finding }) =>
    line(resultShape(file, finding, index.get(finding.rule) ?? -1)),
  );
  const run = [
    `"tool": ${line({ driver })}`,
    '"columnKind": "utf16CodeUnits"',
    results.length === 0 ? '"results": []' : `"results": [\n${results.join(',\n')}\n]`,
  ];
  return `{\n"$schema": "${head.$schema}",\n"version": "${head.version}",\n"runs": [{\n${run.join(',\n')}\n}]\n}\n`;
}

function line(shape: object): string {
  return printableJson(JSON.stringify(shape));
}

function ruleShape({ id, summary, severity, page }: SarifRule, homepage: string | undefined): object {
  return {
    id,
    shortDescription: { text: summary },
    ...(homepage === undefined ? {} : { helpUri: `${homepage.replace(/\/$/, '')}/docs/rules/${id}.md` }),
    ...(page === undefined ? {} : { help: { text: page, markdown: page } }),
    defaultConfiguration: severity === 'off' ? { enabled: false } : { level: levels[severity] },
  };
}

function resultShape(
  file: string,
  { rule, severity, message, range, fingerprint, fixes = [] }: Reported,
  ruleIndex: number,
): object {
  const artifactLocation = { uri: uriOf(file), uriBaseId: '%SRCROOT%' };
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(range) } }],
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'asteriskConf/v1': fingerprint } }),
    ...(fixes.length === 0
      ? {}
      : {
          fixes: fixes.map(({ title, replacements }) => ({
            description: { text: title },
            artifactChanges: [{ artifactLocation, replacements: replacements.map(replacementShape) }],
          })),
        }),
  };
}

function replacementShape({ range, newText }: Replacement): object {
  return {
    deletedRegion: regionOf(range),
    ...(newText === '' ? {} : { insertedContent: { text: newText } }),
  };
}

/** SARIF counts lines and columns from 1; an end column is the one after the last character. */
function regionOf({ start, end }: Reported['range']): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A relative path as a URI reference (RFC 3986 section 4.2). */
function uriOf(file: string): string {
  return file
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
