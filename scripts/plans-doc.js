// Writes docs/plans.md from the rosters: every setup, gate, exit, sizing policy and cost a study may name.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const { jsonSchemaOf } = await import('../dist/kernel/index.js');
const { studySchema, presets } = await import('../dist/backtest/index.js');
const { namedFees, namedFills } = await import('../dist/execution/index.js');
const { exitRules, gates, setups } = await import('../dist/strategy/index.js');
const schema = jsonSchemaOf(studySchema);

const typeOf = (node) => {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.join(' or ');
  if (node.anyOf !== undefined || node.oneOf !== undefined) return [...new Set((node.anyOf ?? node.oneOf).map(typeOf))].join(' or ');
  if (node.type === 'array') return `list of ${typeOf(node.items ?? {})}`;
  if (node.type === 'object') return `{ ${Object.keys(node.properties ?? {}).join(', ')} }`;
  const low = node.exclusiveMinimum !== undefined ? `above ${node.exclusiveMinimum}` : node.minimum !== undefined && node.minimum > -1e15 ? `from ${node.minimum}` : '';
  const high = node.maximum !== undefined && node.maximum < 1e15 ? `to ${node.maximum}` : '';
  return [node.type ?? 'value', low, high].filter((word) => word !== '').join(' ');
};
const roster = (rules) => rules.flatMap((rule) => {
  const node = jsonSchemaOf(rule.schema);
  return [`### \`${rule.kind}\``, '', ...Object.entries(node.properties).filter(([key]) => key !== 'kind').map(([key, value]) => `- \`${key}\`: ${typeOf(value)}`), ''];
});
const at = (...path) => path.reduce((node, key) => node.properties[key], schema);
const fields = (node) => Object.entries(node.properties).map(([key, value]) => `- \`${key}\`: ${typeOf(value)}`);
const text = [
  '# Plans', '',
  'A study has `version: 1`, a `name`, the least data grade it `requires`, a `strategy`, a `risk` and an `execution` section; or it `extends` a built-in study and states what differs. Lists replace, mappings merge, and a mapping with another `kind` starts anew. This page is written from the program by `node scripts/plans-doc.js`.', '',
  '## Built-in studies', '', ...Object.entries(presets).map(([name, { title }]) => `- \`${name}\`: ${title}`), '',
  '## `strategy.setup`: which strikes', '', ...roster(setups),
  '## `strategy.entry`', '', ...fields(at('strategy', 'entry')).filter((line) => !line.startsWith('- `gates`')), '',
  '## `strategy.entry.gates`: reasons not to trade', '', 'Each also takes `onMissing` (`closed` blocks when an input is missing, `open` lets pass) and an optional `name`. Whatever the plan says, no entry holds the other side of an option of a position held or being bought (`offsetsHeldLeg`): at a broker the two would cancel out.', '', ...roster(gates),
  '## `strategy.exits.rules`: ways out, in order of precedence', '', 'Each also takes an optional `name` and `unless` (`held`, `trailing`): states that switch it off. `exits.hold` says when a winner is held to settlement; null is never.', '', ...roster(exitRules),
  '## `risk.account`', '', ...fields(at('risk', 'account')), '', '## `risk.limits`', '', ...fields(at('risk', 'limits')), '',
  '## `risk.sizing`', '', ...at('risk', 'sizing').oneOf.flatMap((node) => [`### \`${node.properties.policy.const}\``, '', ...Object.entries(node.properties).filter(([key]) => key !== 'policy').map(([key, value]) => `- \`${key}\`: ${typeOf(value)}`), '']),
  '## `execution`', '', ...fields(at('execution')), '',
  `Named fills: ${Object.keys(namedFills).map((name) => `\`${name}\``).join(', ')}. Named fees: ${Object.entries(namedFees).map(([name, fees]) => `\`${name}\` (${fees.source ?? fees.because})`).join('; ')}. Named widths: \`snapshot-2022\`.`, '',
  '## Adding a rule', '',
  'An exit is one file in `src/strategy/exits/rules` and one line in `src/strategy/exits/index.ts`; gates and setups likewise:', '',
  '```ts', 'export const minutesInTrade = defineExitRule({', "  kind: 'minutesInTrade',", "  schema: z.strictObject({ kind: z.literal('minutesInTrade'), minutes: z.number().positive() }),", '  describe: ({ minutes }) => `out after ${minutes} minutes in the trade`,', '  arm: ({ minutes }, opened) => ({ day }, from, to) => {', '    const due = opened.minute + minutes;', '    for (let t = from; t <= to; t++) if (day.minutes[t] >= due) return t;', '    return NEVER;', '  },', '});', '```', '',
  'The parser, the schema, this page and the contract suite pick it up; the suite asks for an example and checks that it never reads past the row it is asked about.', '',
];
writeFileSync(join(root, 'docs/plans.md'), text.join('\n'));
writeFileSync(join(root, 'schema/study.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
console.log('wrote docs/plans.md and schema/study.schema.json');
