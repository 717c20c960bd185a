import tseslint from 'typescript-eslint';
import { doors, rooms } from './rooms.js';

const names = Object.keys(rooms);

const importsOf = (room) => {
  const allowed = rooms[room];
  const others = names.filter((name) => name !== room && !allowed.includes(name));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${names.filter((name) => name !== room).join('|')})/(?!index\\.ts$)`,
      message: 'Enter another room by its door: import from its index.ts.',
    },
  ];
  if (others.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(${others.join('|')})/`,
      message: `src/${room} may import only: ${allowed.join(', ') || 'nothing'}. See rooms.js.`,
    });
  }
  if (!doors.includes(room)) patterns.push({ regex: '^node:', message: `src/${room} is pure: no node modules. See rooms.js.` });
  return ['error', { patterns }];
};

const pure = {
  'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'console'],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Take an Rng.' },
    { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the time as an argument.' },
    { selector: 'ImportExpression', message: 'Pure rooms import statically.' },
    { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  ],
};

export default tseslint.config(
  { ignores: ['dist/**', '.mutation/**', 'node_modules/**', 'coverage/**', 'reports/**', 'datasets/**', 'src/**/*.wasm.ts'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/strict-boolean-expressions': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-empty': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      complexity: ['error', 20],
    },
  },
  ...names.map((room) => ({
    files: [`src/${room}/**/*.ts`],
    rules: { 'no-restricted-imports': importsOf(room), ...(doors.includes(room) ? {} : pure) },
  })),
  {
    files: ['src/live/**/*.ts', 'src/serve/**/*.ts', 'src/store/**/*.ts', 'src/pool/**/*.ts', 'src/cli/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Take an Rng.' }] },
  },
);
