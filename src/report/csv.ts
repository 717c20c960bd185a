/**
 * Reads CSV text with a header line into rows by column name. Quoted cells may hold commas, quotes and line breaks.
 *
 * @example readCsv('a,b\n1,"x,y"\n') // [{ a: '1', b: 'x,y' }]
 */
export const readCsv = (text: string): Record<string, string>[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, lead, quoted, plain] of text.matchAll(/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g)) {
    if (lead !== ',') rows.push((row = []));
    row.push(quoted?.replaceAll('""', '"') ?? plain);
  }
  const [header, ...body] = rows;
  return body.filter((cells) => cells.length === header.length).map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
};
