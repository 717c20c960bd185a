import type { Command } from 'commander';
import { datasetNames, readDescription } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import { table } from '../../format.ts';
import type { RootOption } from './options.ts';
import { dataCommand, wrapped } from './options.ts';

/** `gamma data list`: what datasets there are. */
export const listCommand = (): Command =>
  onRun<RootOption>(dataCommand('list', 'list the datasets'), (io, { root }) => {
    const datasets = datasetNames(root).map((name) => {
      const { grade, quotes, days, source, series, contentHash } = readDescription(root, name);
      const attached = Object.keys(series);
      return { name, grade, quotes, sessions: days.length, first: days[0].date, last: days[days.length - 1].date, attached, source, hash: contentHash };
    });
    if (datasets.length === 0) io.print(`no datasets under ${root}; make one with gamma data synthesize --dataset demo`);
    else {
      const rows = datasets.map((d) => [d.name, d.grade, String(d.sessions), d.first, d.last, d.attached.join('+') || '-']);
      const [header, ...lines] = table(['name', 'grade', 'sessions', 'first', 'last', 'closes'], rows).split('\n');
      io.print(header);
      lines.forEach((line, i) => io.print(`${line}\n${wrapped(datasets[i].source, io.columns, '  ')}`));
    }
    io.result({ root, datasets });
    return Promise.resolve();
  });
