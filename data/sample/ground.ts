import type { Polygonal } from '#model/geometry';
import { gridAreaOf, unionOf, type GridArea } from './areas.ts';
import { CELL_SPACING_KM, inventBoundaries, type InventedBoundaries } from './boundaries.ts';
import type { DesaName } from './desa-names.ts';
import type { KecamatanFacts } from './facts.ts';
import { planeAround } from './plane.ts';
import type { KnownData, SampleRequest } from './request.ts';
import { guessCoast } from './sea-side.ts';
import { surveyTerritory, type Territory } from './territory.ts';

export interface Ground {
  territory: Territory;
  outline: GridArea;
  invented: InventedBoundaries | null;
}

/** Whether real data gave the boundaries. */
export function hasRegions(known: KnownData): boolean {
  return known.regions !== null && known.regions.length > 0;
}

/** The real boundaries surveyed, or made-up ones. */
export function groundOf(
  { profile, facts, known }: SampleRequest,
  names: readonly DesaName[],
  peopleOf: ReadonlyMap<string, number>,
  seed: number,
): Ground {
  const plane = planeAround(middleOf(facts));
  const steepKecamatan = new Set(facts.flatMap(({ code, landslide }) => (landslide === true ? [code] : [])));
  if (hasRegions(known)) {
    const regions = known.regions!;
    const coastLines = known.coastLines
      ? known.coastLines.map((line) => line.map((position) => plane.toPlane(position)))
      : guessCoast(regions, profile, facts, plane);
    const territory = surveyTerritory(
      {
        // A register that misses a desa must not leave it empty in the sample.
        regions: regions.map((region) => ({ ...region, people: region.people ?? peopleOf.get(region.code) ?? 0 })),
        coastLines,
        steepKecamatan,
        plane,
        seed,
      },
      CELL_SPACING_KM,
    );
    return { territory, outline: unionOf(territory.kecamatan.map(({ geometry }) => geometry)), invented: null };
  }
  const invented = inventBoundaries(profile, facts, names, plane, seed);
  const nameOf = new Map(names.map(({ code, name }) => [code, name]));
  const territory = surveyTerritory(
    {
      regions: [
        ...invented.kecamatan.map(({ code, geometry }, index) => ({
          code,
          name: facts[index]!.name,
          geometry: geometry as Polygonal,
          people: null,
        })),
        ...invented.desa.map(({ code, geometry }) => ({
          code,
          name: nameOf.get(code)!,
          geometry: geometry as Polygonal,
          people: peopleOf.get(code) ?? 0,
        })),
      ],
      coastLines: invented.coast.flatMap(({ own, line }) => (own ? [line] : [])),
      steepKecamatan,
      plane,
      seed,
      mosaic: invented.mosaic,
    },
    CELL_SPACING_KM,
  );
  return { territory, outline: gridAreaOf(invented.kabupaten), invented };
}

function middleOf(facts: readonly KecamatanFacts[]): [number, number] {
  const longitudes = facts.map(({ position }) => position[0]);
  const latitudes = facts.map(({ position }) => position[1]);
  return [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ];
}
