import type { Markup } from '../../report/index.ts';
import { html } from '../../report/index.ts';
import { jobStatus, layout } from '../layout.ts';

/** The part of a JSON Schema that help is made of. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

const limits = ({ minimum, maximum, exclusiveMinimum }: Schema): string =>
  [exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`, minimum === undefined ? '' : `from ${minimum}`, maximum === undefined || maximum > 1e9 ? '' : `to ${maximum}`].filter((part) => part !== '').join(' ');

const shape = (schema: Schema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return `one of ${choices.length}`;
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? []).join(' or ');
  return [type, limits(schema)].filter((part) => part !== '').join(' ');
};

/** A name for one of several choices: its `kind`, `policy` or `method`. */
const choiceName = (schema: Schema): string => {
  const tag = ['kind', 'policy', 'method'].find((name) => schema.properties?.[name]?.const !== undefined);
  return tag === undefined ? shape(schema) : `${tag}: ${String(schema.properties?.[tag].const)}`;
};

const help = (name: string, schema: Schema): Markup => {
  const inner = schema.items ?? schema;
  const choices = inner.oneOf ?? inner.anyOf ?? [];
  const parts = [
    ...Object.entries(inner.properties ?? {}).map(([key, value]) => help(key, value)),
    ...choices.map((choice) => help(choiceName(choice), choice)),
  ];
  const label = html`<code>${name}</code> <span class="quiet">${schema.items === undefined ? shape(schema) : `list of ${shape(inner)}`}</span>${schema.description === undefined ? '' : html` ${schema.description}`}`;
  return parts.length === 0 ? html`<li>${label}</li>` : html`<li><details><summary>${label}</summary><ul>${parts}</ul></details></li>`;
};

export interface PlanPageFacts {
  readonly presets: readonly string[];
  readonly datasets: readonly string[];
  readonly text: string;
  readonly schema: Schema;
}

/** An editor of studies with the schema beside it; it checks, and starts backtests. */
export const planPage = ({ presets, datasets, text, schema }: PlanPageFacts): string => layout({
  title: 'Plans',
  body: html`<h1>Plans</h1>
<form class="panel" data-job="/plans/backtest">
<label>Start from<select data-load="study">${presets.map((name) => html`<option>${name}</option>`)}</select></label>
<label>Dataset<select name="dataset">${datasets.map((name) => html`<option>${name}</option>`)}</select></label>
<label>Sessions, such as 20240101-20241231; empty for all<input name="timerange" autocomplete="off"></label>
<label class="full">Study, YAML<textarea id="study" name="study" spellcheck="false" autocomplete="off">${text}</textarea></label>
<div class="full"><button type="submit" data-post="/plans/check">Check</button> <button type="submit">Backtest</button></div>
${jobStatus}
</form>
<section><h2>What a study may say</h2><p class="note">Generated from the schema that checks it.</p><ul>${Object.entries(schema.properties ?? {}).map(([key, value]) => help(key, value))}</ul></section>`,
});
