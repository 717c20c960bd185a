import type { Command } from 'commander';
import { changedFiles, codeIdentity, openDataset, readManifest, readOutputs, resultFiles, sha256 } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { runOn } from '../study-run.ts';

interface Options {
  readonly root: string;
}

/** `gamma verify`: re-hashes a run's files, then runs it again and compares the bytes. */
export const verifyCommand = (): Command =>
  onRun<Options>(
    command('verify', 're-hash a run folder, run it again, and compare every byte')
      .argument('<run>', 'run folder')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets'),
    async (io, options, [run]) => {
      const manifest = readManifest(run);
      const changed = changedFiles(run);
      const dataset = await openDataset(options.root, manifest.dataset.name);
      const again = runOn(io, manifest.study, dataset, manifest.range);
      const written = readOutputs(run);
      const anew = again.manifest;
      const said = (['grade', 'studyHash', 'planHash'] as const).filter((key) => anew[key] !== manifest[key]);
      if (anew.dataset.grade !== manifest.dataset.grade || anew.dataset.source !== manifest.dataset.source) said.push('grade');
      const differs = [...resultFiles(manifest, again.result)].filter(([name, text]) => sha256(text) !== written[name]).map(([name]) => name);
      const sameData = dataset.hash === manifest.dataset.sha256;
      const sameCode = codeIdentity().sha256 === manifest.code.sha256;
      const verified = changed.length === 0 && differs.length === 0 && said.length === 0 && sameData;
      io.print(verified ? `verified: ${Object.keys(written).length} files, the same bytes when run again` : 'NOT verified');
      for (const name of changed) io.print(`  ${name} was changed since it was written`);
      for (const name of differs) io.print(`  ${name} comes out differently now`);
      for (const key of said) io.print(`  manifest.json says another ${key} than the study and dataset give`);
      if (!sameData) io.print(`  dataset ${dataset.name} has changed`);
      if (!sameCode) io.print('  note: another version of the program');
      io.result({ verified, changed, differs, manifest: said, sameData, sameCode });
      return verified ? 0 : 4;
    },
  );
