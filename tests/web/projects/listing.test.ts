import { expect, test } from 'vitest';
import type { ProjectStatus } from '#model/project';
import { byUrgency, startingYear } from '../../../web/projects/listing.ts';

const project = (id: string, status: ProjectStatus, fiscalYear = 2026, physical: number | null = null) => ({
  id,
  status,
  fiscalYear,
  critical: status === 'kritis',
  physicalPercent: physical,
  plannedPercent: physical === null ? null : 60,
});

test('starts with this year while work of it is running', () => {
  const projects = [project('a', 'usulan', 2027), project('b', 'pelaksanaan', 2026), project('c', 'kritis', 2025)];
  expect(startingYear(projects, 2026)).toBe(2026);
  expect(startingYear(projects, 2028)).toBe(2026);
});
test('without running work starts with the newest year there is', () => {
  expect(startingYear([project('a', 'usulan', 2027), project('b', 'fho', 2024)], 2026)).toBe(2027);
  expect(startingYear([], 2026)).toBe(2026);
});
test('critical work comes first, the furthest behind at the top; what was dropped comes last', () => {
  const projects = [
    project('dropped', 'ditolak'),
    project('proposed', 'usulan'),
    project('finished', 'pho'),
    project('selecting', 'pemilihan'),
    project('running', 'pelaksanaan', 2026, 58),
    project('slow', 'pelaksanaan', 2026, 54),
    project('critical', 'kritis', 2026, 45),
    project('worse', 'kritis', 2026, 30),
  ];
  expect(byUrgency(projects).map(({ id }) => id)).toEqual([
    'worse',
    'critical',
    'slow',
    'running',
    'selecting',
    'finished',
    'proposed',
    'dropped',
  ]);
});
