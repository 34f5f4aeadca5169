import { z } from 'zod';
import { EDITORS, STAFF } from '#model/account';
import { Position } from '#model/geometry';
import { HazardClass, HazardKind, LandUseKind } from '#model/infrastructure';
import { PackedOutline } from '#model/packed-outline';
import { Scenario, ScenarioEntry } from '#model/siting';
import { endpoint, items, Revision } from './endpoint.ts';

const OneScenario = z.strictObject({ id: z.uuid() });
/** No sign-in hint: that there is something here is nobody's business outside. */
const hidden = { anonymous: 403 } as const;

/** Land of the government that something could be built on. */
export const LandParcel = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** What it is used for, as its register says. */
  use: z.string().nullable(),
  areaSquareMetres: z.number().positive(),
  position: Position,
  outline: PackedOutline,
  dataset: z.string(),
});
const Zone = z.object({
  id: z.string(),
  name: z.string().nullable(),
  outline: PackedOutline,
  dataset: z.string(),
});
/** What a place is judged by. `datasets` has every dataset that could say something, also one without rows. */
export const SiteLayers = z.object({
  /** Outlines are in steps of this many to a degree, and may lie so far from where they were stated. */
  stepsPerDegree: z.number().int().positive(),
  toleranceMetres: z.number().positive(),
  hazards: z.array(Zone.extend({ kind: HazardKind, class: HazardClass })),
  landUses: z.array(Zone.extend({ kind: LandUseKind })),
  parcels: z.array(LandParcel),
  datasets: z.array(
    z.object({
      id: z.string(),
      family: z.enum(['hazard', 'land-use', 'land-asset']),
      title: z.string(),
      date: z.string().nullable(),
      sample: z.boolean(),
    }),
  ),
});

/** Where to build: what limits a place, and the scenarios of colleagues. Whoever has no account gets 403, never a sign-in hint. */
export const sitingContract = {
  siteLayers: endpoint(
    'GET',
    '/api/v1/siting/layers',
    'Hazards, land use and government land for judging a site',
    STAFF,
    { response: SiteLayers, ...hidden },
  ),
  scenarios: endpoint('GET', '/api/v1/siting/scenarios', 'Scenarios, the newest change first', STAFF, {
    response: items(Scenario.omit({ content: true, note: true, inputs: true })),
    ...hidden,
  }),
  scenario: endpoint('GET', '/api/v1/siting/scenarios/:id', 'One scenario', STAFF, {
    params: OneScenario,
    response: Scenario,
    ...hidden,
  }),
  createScenario: endpoint('POST', '/api/v1/siting/scenarios', 'Save a scenario', EDITORS, {
    body: ScenarioEntry,
    response: Scenario,
    ...hidden,
  }),
  changeScenario: endpoint('PUT', '/api/v1/siting/scenarios/:id', 'Save a scenario again', EDITORS, {
    params: OneScenario,
    body: ScenarioEntry.extend({ revision: Revision }),
    response: Scenario,
    ...hidden,
  }),
  removeScenario: endpoint('DELETE', '/api/v1/siting/scenarios/:id', 'Remove a scenario', EDITORS, {
    params: OneScenario,
    ...hidden,
  }),
} as const;
