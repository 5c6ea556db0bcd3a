import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import i18next from 'eslint-plugin-i18next';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const sources = ['**/*.ts', '**/*.tsx'];
const tests = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/testing/**',
  'desktop/src/hub/fuzz/**',
  'desktop/e2e/**',
  'bench/**',
  'load/**',
];

/** Which folder is which part of the product, most specific first. */
const elements = [
  { type: 'shared-types', pattern: 'shared-types/src' },
  { type: 'sync-server', pattern: 'sync-server/src' },
  { type: 'media-server', pattern: 'media-server/src' },
  { type: 'shell', pattern: 'desktop/src/shell' },
  { type: 'hub', pattern: 'desktop/src/hub' },
  { type: 'speech-model', pattern: 'desktop/src/speech-model' },
  { type: 'transcriber', pattern: 'desktop/src/transcriber' },
  { type: 'renderer', pattern: 'desktop/src/renderer' },
  { type: 'target-browser', pattern: 'desktop/src/target-browser' },
  { type: 'target-electron', pattern: 'desktop/src/target-electron' },
  { type: 'launcher', pattern: 'desktop/src/launcher' },
  { type: 'cli', pattern: 'desktop/src/cli' },
];

/** Imports point one way: everything may use the contracts, the two ends never use each other. */
const mayImport = {
  'shared-types': ['shared-types'],
  'sync-server': ['sync-server', 'shared-types'],
  'media-server': ['media-server', 'shared-types'],
  shell: ['shell', 'shared-types', 'target-browser', 'target-electron'],
  hub: ['hub', 'shell', 'speech-model', 'shared-types'],
  'speech-model': ['speech-model', 'shared-types'],
  transcriber: ['transcriber', 'speech-model', 'shared-types'],
  renderer: ['renderer', 'shell', 'shared-types'],
  'target-browser': ['target-browser', 'shell', 'hub', 'shared-types'],
  'target-electron': ['target-electron', 'shell', 'hub', 'transcriber', 'shared-types'],
  launcher: ['launcher', 'shared-types'],
  cli: [
    ...['cli', 'hub', 'launcher', 'shell', 'speech-model', 'target-browser', 'transcriber'],
    'shared-types',
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '.cache/**',
      'test-results/**',
      'playwright-report/**',
      '**/fixtures/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  {
    files: sources,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'boundaries/elements': elements,
      'import/resolver': { typescript: { project: './tsconfig.json' } },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // Yjs' types have a toString of their own that their declarations do not show.
      '@typescript-eslint/no-base-to-string': [
        'error',
        { ignoredTypeNames: ['YText', 'YXmlFragment', 'YXmlElement', 'YXmlText'] },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        {
          selector:
            "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression > BlockStatement[body.length=0]",
          message: 'Say what happens to the error.',
        },
      ],
      'import-x/no-duplicates': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: sources,
    ignores: tests,
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(mayImport).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: { to: { element: { type: to } } },
          })),
        },
      ],
    },
  },
  {
    files: ['desktop/src/renderer/**/*.tsx'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    files: ['desktop/src/renderer/**/*.tsx'],
    ignores: tests,
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'jsx-attributes': {
            include: ['alt', 'aria-label', 'description', 'label', 'placeholder', 'text', 'title'],
          },
          callees: { exclude: ['.*'] },
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
