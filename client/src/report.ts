/**
 * The text of a report for whoever helps with a problem: versions, settings, counts, the end of the log.
 * No name of a file or folder, no text of a document, no secret. Knows no editor.
 */
import type { ServerReport } from '../../server/src/lsp/protocol.ts';
import { redacted } from './redact.ts';

/** What a report is made of. */
export interface ReportParts {
  /** Lines such as `VS Code 1.120.0`. */
  readonly versions: readonly string[];
  readonly settings: readonly SettingInUse[];
  /** Absent when the server does not answer. */
  readonly server: ServerReport | undefined;
  /** Lines of the log, the oldest first, as they were written. */
  readonly log: readonly string[];
}

/** One setting that differs from its default. */
export interface SettingInUse {
  readonly name: string;
  readonly value: unknown;
  /** The words it takes, where it takes nothing else. */
  readonly words: readonly unknown[] | undefined;
}

/** Lines of the log that a report holds. */
const mostLogLines = 100;

/** The report as Markdown. */
export function reportText({ versions, settings, server, log }: ReportParts): string {
  return [
    '# Report of Asterisk Conf',
    '',
    'It holds no name of a file or folder, no text of your files and no secret. Read it before you pass it on.',
    '',
    ...section('Versions', versions),
    ...section('Settings that differ from their defaults', settings.map(settingLine)),
    ...(server === undefined
      ? section('Server', ['does not answer'])
      : [
          ...section('Files the server knows', filesLines(server)),
          ...section('Findings by rule', rulesLines(server)),
        ]),
    '## End of the log',
    '',
    '```text',
    ...log.slice(-mostLogLines).map(redacted),
    '```',
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  const shown = lines.length === 0 ? ['none'] : lines;
  return [`## ${title}`, '', ...shown.map((line) => `- ${line}`), ''];
}

/** Text that the user wrote may name a folder, a server or a phone; only yes and no, numbers and fixed words are shown. */
function settingLine({ name, value, words }: SettingInUse): string {
  return `\`${name}\`: ${valueText(value, words)}`;
}

function valueText(value: unknown, words: readonly unknown[] | undefined): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (words?.includes(value) === true) return String(value);
  if (Array.isArray(value)) {
    return `${String(value.length)} ${value.length === 1 ? 'entry' : 'entries'}, not shown`;
  }
  if (typeof value === 'object' && value !== null) return rulesText(value);
  return 'set, not shown';
}

/** Rules and their levels are words of ours; anything else of the same shape is only counted. */
function rulesText(value: object): string {
  const entries = Object.entries(value);
  const known = entries.filter(
    ([id, level]) => /^[a-z]+(?:-[a-z\d]+)+$/.test(id) && typeof level === 'string' && levels.has(level),
  );
  const others = entries.length - known.length;
  const shown = known.map(([id, level]) => `${id} ${String(level)}`);
  return [...shown, ...(others > 0 ? [`${String(others)} others, not shown`] : [])].join(', ');
}

const levels: ReadonlySet<string> = new Set(['error', 'warning', 'information', 'hint', 'off', 'default']);

function filesLines({ files, absent, isTrusted }: ServerReport): readonly string[] {
  const shown = files.slice(0, 100).map((file) => {
    const parts = [
      file.kind ?? 'unknown kind',
      file.role,
      `${String(file.lines)} lines`,
      `read for Asterisk ${String(file.version)}`,
      ...(file.generator === undefined ? [] : [`written by ${file.generator}`]),
      ...(file.isOpen ? ['open'] : []),
      ...(file.limit === 'none' ? [] : [file.limit]),
    ];
    return parts.join(', ');
  });
  const more = files.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`and ${String(more)} more`] : []),
    `${String(absent)} files looked for that are not there or cannot be read`,
    ...(isTrusted ? [] : ['restricted mode']),
  ];
}

function rulesLines({ rules }: ServerReport): readonly string[] {
  return Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]) => `${rule}: ${String(count)}`);
}
