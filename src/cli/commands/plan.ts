import type { Command } from 'commander';
import { stringify } from 'yaml';
import { presets, presetSource, studySchema } from '../../backtest/index.ts';
import { jsonSchemaOf } from '../../kernel/index.ts';
import { planHashOf, readStudy } from '../../store/index.ts';
import { describeExit, describeGate, describeSetup } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';

const list = (): Command =>
  onRun(command('list', 'built-in studies'), (io) => {
    const rows = Object.entries(presets).map(([name, { title }]) => ({ name, title }));
    for (const { name, title } of rows) io.print(`${name.padEnd(20)} ${title}`);
    io.result({ studies: rows });
    return Promise.resolve();
  });

const show = (): Command =>
  onRun(command('show', 'print a built-in study as YAML, ready to save and edit').argument('<study>'), (io, _options, [name]) => {
    io.print(stringify(presetSource(name)).trimEnd());
    io.result(presetSource(name));
    return Promise.resolve();
  });

const check = (): Command =>
  onRun(command('check', 'parse a study and say in words what it does').argument('<study>'), (io, _options, [name]) => {
    const study = readStudy(name);
    const { strategy } = study;
    const words = {
      setup: describeSetup(strategy.setup),
      entry: `looks at ${strategy.entry.times.join(', ')}`,
      gates: strategy.entry.gates.map(describeGate),
      exits: strategy.exits.rules.map(describeExit),
    };
    io.print(`${study.name}  plan ${planHashOf(study).slice(0, 12)}`);
    io.print(`  setup  ${words.setup}\n  entry  ${words.entry}`);
    for (const gate of words.gates) io.print(`  gate   ${gate}`);
    for (const exit of words.exits) io.print(`  exit   ${exit}`);
    io.result({ name: study.name, planHash: planHashOf(study), ...words });
    return Promise.resolve();
  });

const schema = (): Command =>
  onRun(command('schema', 'print the JSON Schema of study files, for editors'), (io) => {
    io.print(JSON.stringify(jsonSchemaOf(studySchema), null, 2));
    io.result(jsonSchemaOf(studySchema));
    return Promise.resolve();
  });

/** `gamma plan`: built-in studies, their words, and the schema of study files. */
export const planCommand = (): Command => {
  const parent = command('plan', 'list, show and check studies');
  for (const child of [list(), show(), check(), schema()]) parent.addCommand(child);
  return parent;
};
