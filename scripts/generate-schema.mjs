// The JSON schema of the project file `.asterisk-conf.json`, with one entry for each rule.

const levels = ['error', 'warning', 'information', 'hint', 'off', 'default'];

/**
 * The text of `schemas/asterisk-conf.schema.json`.
 *
 * @param {readonly { id: string, summary: string }[]} rules
 */
export function projectFileSchema(rules) {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Asterisk Conf project file',
    description: 'Counts for all conf files in its folder and below, before the settings of the editor.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The schema of this file.' },
      asteriskVersion: {
        enum: ['auto', 16, 18, 20, 22, 23],
        description: 'Version of Asterisk the files are meant for.',
      },
      configDirectory: {
        type: 'string',
        minLength: 1,
        description:
          "Asterisk's configuration folder, where names in #include start. A relative path starts at this file.",
      },
      rules: {
        type: 'object',
        description: 'Level of single rules, in place of the setting asteriskConf.rules.',
        additionalProperties: false,
        properties: Object.fromEntries(
          rules.map(({ id, summary }) => [id, { enum: levels, description: summary }]),
        ),
      },
      ignore: {
        type: 'array',
        items: { type: 'string' },
        description: 'Patterns of files to leave out, such as "old/**"; relative ones start at this file.',
      },
      minimumBits: {
        type: 'integer',
        minimum: 0,
        maximum: 512,
        description: 'A password that holds less than this many bits is called weak.',
      },
      vicidial: {
        type: 'object',
        additionalProperties: false,
        properties: {
          secretLength: { enum: [100, 20], description: 'Longest secret your VICIdial keeps.' },
        },
      },
      aliases: {
        type: 'array',
        description: 'Sections that belong to one and the same phone, as the phone aliases of VICIdial do.',
        items: {
          type: 'object',
          required: ['name', 'members'],
          additionalProperties: false,
          properties: {
            name: { type: 'string' },
            members: {
              type: 'array',
              items: { type: 'string', description: 'folder/sip.conf#section, relative to this file.' },
            },
          },
        },
      },
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
