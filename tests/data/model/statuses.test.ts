import { describe, expect, test } from 'vitest';
import { PERMIT_TRANSITIONS, PermitStatus } from '#model/permit';
import { isContractCritical, PROJECT_TRANSITIONS, ProjectStatus } from '#model/project';

/** Every status that can follow from the first one, step by step. */
function reachableFrom<S extends string>(first: S, transitions: Readonly<Record<S, readonly S[]>>): Set<S> {
  const reached = new Set([first]);
  for (const status of reached) for (const next of transitions[status]) reached.add(next);
  return reached;
}

describe('the life of a permit', () => {
  test('reaches every status from the draft', () => {
    expect(reachableFrom('draf', PERMIT_TRANSITIONS)).toEqual(new Set(PermitStatus.options));
  });
  test('cannot jump from draft to issued, nor leave a refusal', () => {
    expect(PERMIT_TRANSITIONS.draf).not.toContain('terbit');
    expect(PERMIT_TRANSITIONS.ditolak).toEqual([]);
  });
});

describe('the life of a project', () => {
  test('reaches every status from the proposal', () => {
    expect(reachableFrom('usulan', PROJECT_TRANSITIONS)).toEqual(new Set(ProjectStatus.options));
  });
  test('cannot jump from proposal to contract', () => expect(PROJECT_TRANSITIONS.usulan).not.toContain('kontrak'));

  // Domain brief 5c: period I late by more than 10 points, period II by more than 5; 70 % counts as period II.
  test.each([
    [60, 54, false],
    [60, 50, false],
    [60, 49, true],
    [69.9, 59.9, false],
    [70, 64, true],
    [70, 65, false],
    [80, 74, true],
  ])('planned %d, done %d: critical %s', (planned, actual, critical) => {
    expect(isContractCritical(planned, actual)).toBe(critical);
  });
});
