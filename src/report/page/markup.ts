/** Text that is already HTML. Everything else is escaped where it is put. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | readonly Part[];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const render = (part: Part): string => {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(render).join('');
};

/**
 * HTML from a template; every value in it is escaped unless it is Markup.
 *
 * @example html`<p>${'<script>'}</p>`.markup // '<p>&lt;script&gt;</p>'
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, i) => `${text}${render(parts[i - 1] ?? '')}${string}`),
});

/** Words in which no line ends between a minus sign and its amount. */
export const prose = (text: string): Markup =>
  html`${text.split(/(−\$?[\d,.%]*\d%?)/).map((part, i) => (i % 2 === 0 ? part : html`<span class="line">${part}</span>`))}`;

/** Trusted text, such as a library or a style sheet, put in as it is. */
export const raw = (markup: string): Markup => ({ markup });

/** JSON that cannot end the script element it stands in. */
export const jsonMarkup = (value: unknown): Markup => raw(JSON.stringify(value).replaceAll('<', '\\u003c'));

/** JavaScript that cannot end the script element it stands in. */
export const scriptText = (code: string): string => code.replaceAll(/<\/(script)/gi, '<\\/$1');

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A real table, scrolling by itself where the page is narrow. */
const onePage = (caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup => html`
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map(({ title, isNumber }) => html`<th scope="col"${isNumber === true ? raw(' class="number"') : ''}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td${columns[i].isNumber === true ? raw(' class="number"') : ''}>${cell}</td>`))}</tr>
`)}</tbody></table></div>`;

/** Rows of a page of a table. */
const PAGE = 60;

/** A table in pages: the first open, every further one behind a line that opens it, without scripts. */
export const tableOf = (caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup => {
  if (rows.length <= PAGE) return onePage(caption, columns, rows);
  const further = Array.from({ length: Math.ceil(rows.length / PAGE) - 1 }, (_, i) => (i + 1) * PAGE);
  return html`${onePage(caption, columns, rows.slice(0, PAGE))}${further.map((from) => {
    const title = `Rows ${from + 1} to ${Math.min(rows.length, from + PAGE)} of ${rows.length}`;
    return html`<details class="more"><summary>${title}</summary>${onePage(`${caption}, ${title.toLowerCase()}`, columns, rows.slice(from, from + PAGE))}</details>`;
  })}`;
};
