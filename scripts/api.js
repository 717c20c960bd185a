// Writes docs/api.md from the declarations the build makes: every export with its own words, signature and example.
// A documentation generator that resolves types would print each schema in full: half a megabyte; this prints names.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const entry = join(root, 'dist/index.d.ts');
const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2023, types: ['node'] });
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));

const roomOf = (file) => file.fileName.slice(join(root, 'dist').length + 1).split('/')[0];
const order = ['library', ...[...readFileSync(entry, 'utf8').matchAll(/from '\.\/(\w+)\/index/g)].map((match) => match[1])];
const knows = (room) => /Knows ([^\n]*(?:\n \* (?!Deliberately|Start)[^\n]*)*)/.exec(readFileSync(join(root, 'src', room, 'index.ts'), 'utf8'))[1].replace(/\n \* /g, ' ');

/** The declaration as written, without the words `export declare` and without its comments' own indentation. */
const signature = (node) => node.getText().replace(/^export (declare )?/, '').replace(/^(const )?/, '$1').replace(/ {4}/g, '  ');
const holder = (node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node);

const section = (symbol) => {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target.declarations[0];
  const node = holder(declaration);
  const words = ts.displayPartsToString(target.getDocumentationComment(checker)).trim();
  const tags = target.getJsDocTags(checker).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text).trim() }));
  const said = tags.filter(({ name }) => name !== 'example').map(({ name, text }) => `- ${name === 'param' ? text.replace(/^(\S+)\s*/, '`$1`: ') : `${name}: ${text}`}`);
  const examples = tags.filter(({ name }) => name === 'example').map(({ text }) => ['```ts', text, '```', ''].join('\n'));
  const lines = [`### ${symbol.name}`, '', ...(words === '' ? [] : [words, '']), ...(said.length === 0 ? [] : [...said, '']), '```ts', signature(node), '```', ''];
  return { room: roomOf(declaration.getSourceFile()), name: symbol.name, text: lines.join('\n') + (examples.length === 0 ? '' : `\n${examples.join('\n')}`) };
};

const byName = (a, b) => (a.name < b.name ? -1 : 1);
const sections = exported.map(section).sort(byName);
const rooms = [...new Set([...order, ...sections.map(({ room }) => room)])].filter((room) => sections.some((one) => one.room === room));
const text = [
  '# The library, name by name\n',
  "What `import { ... } from 'gamma-workbench'` offers, by room. Written from the declarations by `npm run api`; [library.md](library.md) says how to begin.\n",
  ...rooms.flatMap((room) => [`## ${room}\n`, `Knows ${knows(room)}\n`, ...sections.filter((one) => one.room === room).map(({ text: own }) => own)]),
].join('\n').replace(/\n{3,}/g, '\n\n').trimEnd();

const file = process.argv.includes('--to') ? process.argv[process.argv.indexOf('--to') + 1] : join(root, 'docs/api.md');
writeFileSync(file, `${text}\n`);
console.log(`wrote ${exported.length} names`);
