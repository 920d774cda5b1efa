/** What `--help` prints. */
import type { Call } from './args.ts';

type Topic = Extract<Call, { kind: 'help' }>['topic'];

const program = `Finds weak secrets, broken register lines and lines Asterisk refuses or skips in its conf files.

Usage:
  asterisk-conf check [PATH...]    check files or folders, the current folder by default
  asterisk-conf show FILE          print a file as Asterisk would load it
  asterisk-conf register LINE      explain a register line, or the registrations of a pjsip.conf

Options:
  --help       show this text, or with a command its options
  --version    show the version

It opens no network connection, and changes no conf file but with check --fix.
`;

const check = `Checks conf files of Asterisk and prints what is wrong with them.

Usage:
  asterisk-conf check [options] [PATH...]

A folder stands for the files in it that Asterisk loads by their own name (sip.conf, iax.conf, ...) and everything they
include. A file brings along what it includes. Without a PATH the current folder is checked.

Options:
  --format FORMAT            text (for people), json, sarif (code scanning), github (annotations) or junit
  --config FILE              project file; otherwise the nearest .asterisk-conf.json in the PATH's folder or above
  --config-dir DIR           folder that #include names are relative to; otherwise that of the including file
  --asterisk-version VERSION 16, 18, 20, 22, 23 or auto
  --max-warnings N           succeed with up to N warnings, 0 by default
  --min-severity WORD        lightest finding to print: error, warning, information or hint; by default
                             "information" for text and github, "warning" for junit, "hint" for json and sarif
  --no-includes              report only the files named, or the folder's own, not what they include
  --ignore GLOB              leave out files that fit, such as "old/**"; may be repeated
  --fix                      first mend what is safe to mend: never a secret, never a generated file
  --write-baseline FILE      take down what is found now as known, and succeed
  --baseline FILE            report only what is not known there
  --stdin-filename NAME      check standard input as if it were the text of the file NAME
  --no-color                 no colours; there are none anyway outside a terminal or where NO_COLOR is set
  -q, --quiet                print findings only, no summary and no remarks
  -h, --help                 show this text
  --version                  show the version

Exit status:
  0  no error, and no more warnings than --max-warnings allows
  1  errors, or more warnings than that
  2  something could not be read or the command line is wrong; the rest is reported all the same
`;

const show = `Prints a conf file as Asterisk would load it, with includes and templates filled in.

Usage:
  asterisk-conf show [options] FILE

Each value has a comment behind it: the file and line it comes from, and the templates it came through. What Asterisk
would log goes to standard error. Secrets are hidden, and no program is ever run for #exec.

Options:
  --format text|json         how to print, "text" by default
  --section NAME             print only the sections of this name
  --config FILE              project file; otherwise the nearest .asterisk-conf.json in the folder of FILE or above
  --asterisk-version VERSION 16, 18, 20, 22, 23 or auto; otherwise what the project file says
  --config-dir DIR           folder that #include names are relative to; otherwise what the project file says, or
                             that of FILE
  --reveal                   print secrets as they are
  -q, --quiet                do not print what Asterisk would log
  -h, --help                 show this text
  --version                  show the version

Exit status:
  0  Asterisk loads the file
  1  Asterisk refuses it
  2  FILE could not be read, has no such section, or the command line is wrong
`;

const register = `Explains a register line exactly as Asterisk reads it, or every registration of a pjsip.conf.

Usage:
  asterisk-conf register --driver sip|iax [options] LINE
  asterisk-conf register --driver pjsip [options] FILE

LINE is what stands behind "register =>", with or without these words; put it in single quotes, or the shell changes it.
FILE is a pjsip.conf, with what it includes, or a pjsip_wizard.conf. A "-" in place of either is standard input.
Secrets are hidden, and so is everything that may be a piece of one.

Options:
  --driver sip|iax|pjsip     which channel driver reads it: sip.conf, iax.conf or pjsip.conf
  --format text|json         how to print, "text" by default
  --asterisk-version VERSION 16, 18, 20, 22, 23 or auto
  --default-expiry N         the "defaultexpiry" of sip.conf in seconds, 120 by default
  --config-dir DIR           folder that #include names are relative to; otherwise that of FILE
  --reveal                   print secrets as they are
  -q, --quiet                no remarks
  -h, --help                 show this text
  --version                  show the version

JSON is {ok, fields, problems: [{code, message, part, span}]}, for pjsip a list of these, each with its section. A span
counts UTF-16 code units from the start of the value, that is behind "register =>".

Exit status:
  0  Asterisk accepts the line, or every registration of the file
  1  Asterisk skips the line, or refuses a registration or the file
  2  the input could not be read, or the command line is wrong
`;

/** The help text of a topic, ending in a line feed. */
export function helpText(topic: Topic): string {
  return { program, check, show, register }[topic];
}
