import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, THEMES, themesOf } from '../../../web/map/theme.ts';

describe('the themes', () => {
  test('come from the tokens: light, what dark changes, what print changes', () => {
    expect(THEMES.light.sea).not.toBe(THEMES.dark.sea);
    expect(THEMES.print.sequential[5]).not.toBe(THEMES.light.sequential[5]);
    expect(THEMES.print.sequential[4]).toBe(THEMES.light.sequential[4]);
    expect(THEMES.dark.plan).not.toBe(THEMES.light.plan);
  });

  test('are read from the minified sheet of a build as well', () => {
    const css = readFileSync('web/ui/tokens.css', 'utf8');
    const minified = css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s*([{}:;,])\s*/g, '$1')
      .replaceAll(';}', '}')
      .replaceAll(/["']/g, '');
    expect(minified).toContain('[data-theme=dark]{');
    expect(themesOf(minified)).toEqual(themesOf(css));
  });

  test('an absent token is named', () => {
    const css = readFileSync('web/ui/tokens.css', 'utf8').replaceAll('--map-sea:', '--map-lake:');
    expect(() => themesOf(css)).toThrow('tokens.css does not define --map-sea');
  });

  test.each(['light', 'dark', 'print'] as const)('values can be read on every class in %s', (name) => {
    const theme = THEMES[name];
    theme.sequential.forEach((ground, n) =>
      expect(contrast(ground, theme.onSequential[n] as string), `class ${n}`).toBeGreaterThanOrEqual(4.5),
    );
    theme.diverging.forEach((ground, n) =>
      expect(contrast(ground, theme.onDiverging[n] as string), `diverging ${n}`).toBeGreaterThanOrEqual(4),
    );
  });

  test.each(['light', 'dark'] as const)('names on sea and land can be read in %s', (name) => {
    const theme = THEMES[name];
    expect(contrast(theme.seaText, theme.sea)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.neighbourText, theme.land)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.text, theme.region)).toBeGreaterThanOrEqual(12);
  });

  test('contrast is that of WCAG: black on white is 21', () => {
    expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
  });
});

test('no file of the map writes a colour of its own', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'web/map'], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  expect(files.length).toBeGreaterThan(20);
  const offenders = files.filter((file) =>
    /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b(?![\w-])|\brgba?\(|\bhsla?\(/i.test(readFileSync(file, 'utf8')),
  );
  expect(offenders).toEqual([]);
});
