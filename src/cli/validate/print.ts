import { criteria } from '../../research/index.ts';
import type { Finding } from '../../research/index.ts';
import type { ValidationFile } from '../../store/index.ts';
import { percentText } from '../format.ts';
import { wrapped } from '../wrap.ts';

const WIDTH = 80;
/** Room for the mark and the longest title. */
const MARGIN = 7 + Math.max(...criteria.map(({ title }) => title.length));

const indented = (words: string): string => wrapped(words, WIDTH - MARGIN).split('\n').join(`\n${' '.repeat(MARGIN)}`);

const titles = new Map(criteria.map(({ id, title }) => [id, title]));

const line = ({ id, passed, why }: Finding, { sources }: ValidationFile): string => {
  const source = sources[id];
  const words = why === 'not gathered' && source !== undefined ? `not gathered: ${source}` : why;
  return `${passed ? 'pass' : 'FAIL'}  ${(titles.get(id) ?? id).padEnd(MARGIN - 6)}${indented(words)}`;
};

const share = (value: number | null): string => (value === null ? 'n/a' : percentText(value));

const luckText = ({ luck, sweepLuck }: ValidationFile): string => {
  const year = Math.sqrt(252);
  const ratio = (value: number | null): string => (value === null ? 'n/a' : (value * year).toFixed(2));
  const parts = [
    `${luck.trials} trials were ever made on this data. The best of so many worthless ones is expected to show a Sharpe ratio of ${ratio(luck.expectedBest)} a year; this plan shows ${ratio(luck.sharpe)}.`,
    `Chance that its true ratio is above zero: ${share(luck.probabilistic)} alone, ${share(luck.deflated)} given the trials.`,
    luck.sessionsNeeded === null ? 'No record of any length would tell it from luck.' : `It could be told from luck after ${Math.ceil(luck.sessionsNeeded)} sessions.`,
    `With one false discovery in ten allowed, ${luck.discoveries} of the trials would count.`,
    ...(sweepLuck === null ? [] : [`Of its sweep: probability of overfitting ${share(sweepLuck.pbo)}, White's reality check p ${sweepLuck.realityCheck.toFixed(3)}, Hansen's test p ${sweepLuck.superiorAbility.toFixed(3)}.`]),
  ];
  return wrapped(parts.join(' '), WIDTH);
};

/** A verdict as a person reads it, in 80 columns. */
export const validationText = (validation: ValidationFile): string => {
  const { passed, subject, findings } = validation;
  const configuration = subject.configuration === null ? [] : [Object.entries(subject.configuration).map(([path, value]) => `  ${path} = ${value}`).join('\n')];
  const failed = findings.filter((finding) => !finding.passed).length;
  return [
    `${subject.name} on ${subject.dataset.name}: data grade ${subject.dataset.grade.toUpperCase()}`,
    ...configuration,
    findings.map((finding) => line(finding, validation)).join('\n'),
    `How much of it is luck\n${luckText(validation)}`,
    passed ? `PASSED all ${findings.length} criteria.` : `NOT PASSED: ${failed} of ${findings.length} criteria failed.`,
  ].join('\n\n');
};
