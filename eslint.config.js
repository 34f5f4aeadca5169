import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

const node = { globals: globals.node };

// Types are checked by tsc and svelte-check; these rules find what types do not.
export default typescript.config(
  { ignores: ['dist/', 'node_modules/', '.jangkau/', 'data/local/', 'test-results/', 'playwright-report/'] },
  eslint.configs.recommended,
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'preserve-caught-error': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  // `{' '}` keeps a space that the formatter would move; whether an ignore is needed only svelte-check knows.
  { files: ['**/*.svelte'], rules: { 'svelte/no-useless-mustaches': 'off', 'svelte/no-unused-svelte-ignore': 'off' } },
  // The compiler knows the names that exist.
  { files: ['**/*.ts', '**/*.svelte'], rules: { 'no-undef': 'off' } },
  { files: ['*.mjs', '*.js', '**/*.mjs'], languageOptions: node, rules: { 'no-console': 'off' } },
  // What speaks to an operator on the console.
  { files: ['api/main.ts', 'data/import/cli.ts', 'data/backup/cli.ts', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: typescript.parser } },
  },
);
