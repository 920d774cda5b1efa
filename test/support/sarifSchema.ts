/**
 * The part of the SARIF 2.1.0 schema that our reports use, written down from the standard: every property we emit with its
 * type and limits, and nothing else allowed.
 *
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, sections 3.13 to 3.57.
 */

const object = (required: readonly string[], properties: Readonly<Record<string, object>>): object => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const text = { type: 'string', minLength: 1 };
const uri = { type: 'string', format: 'uri' };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const listOf = (items: object): object => ({ type: 'array', items });

const message = object(['text'], { text, markdown: text });
const artifactLocation = object(['uri'], {
  uri: { type: 'string', format: 'uri-reference' },
  uriBaseId: { type: 'string' },
});
const count = { type: 'integer', minimum: 1 };
const region = object(['startLine'], {
  startLine: count,
  startColumn: count,
  endLine: count,
  endColumn: count,
});
const replacement = object(['deletedRegion'], {
  deletedRegion: region,
  insertedContent: object(['text'], { text }),
});
const fix = object(['artifactChanges'], {
  description: message,
  artifactChanges: {
    type: 'array',
    minItems: 1,
    items: object(['artifactLocation', 'replacements'], {
      artifactLocation,
      replacements: { type: 'array', minItems: 1, items: replacement },
    }),
  },
});
const physicalLocation = object(['artifactLocation', 'region'], { artifactLocation, region });
const result = object(['message', 'ruleId', 'locations'], {
  ruleId: text,
  ruleIndex: { type: 'integer', minimum: 0 },
  level,
  message,
  locations: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: object(['physicalLocation'], { physicalLocation }),
  },
  relatedLocations: listOf(object(['physicalLocation'], { physicalLocation, message })),
  partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text },
  fixes: { type: 'array', uniqueItems: true, items: fix },
});
const rule = object(['id', 'shortDescription'], {
  id: text,
  shortDescription: message,
  helpUri: uri,
  help: message,
  defaultConfiguration: object([], { enabled: { type: 'boolean' }, level }),
});

export const sarifSchema = object(['version', 'runs'], {
  $schema: uri,
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    minItems: 1,
    items: object(['tool', 'results'], {
      tool: object(['driver'], {
        driver: object(['name'], {
          name: text,
          semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
          informationUri: uri,
          rules: { type: 'array', uniqueItems: true, items: rule },
        }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: listOf(result),
    }),
  },
});
