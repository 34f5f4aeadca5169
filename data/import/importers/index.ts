import { importCodes } from './codes.ts';
import type { ImportContext } from './context.ts';
import { importFacilities } from './facilities.ts';
import { importInfrastructure } from './infrastructure.ts';
import { importOsmRoads } from './osm-roads.ts';
import { importPopulation } from './population.ts';
import { importRegions } from './regions.ts';

/** Runs the importer that the definition names. A new kind of dataset is a schema in `definition.ts`, a file here and a case. */
export async function importRecords(context: ImportContext): Promise<void> {
  const { definition, ...rest } = context;
  switch (definition.importer) {
    case 'regions':
      return importRegions({ ...rest, definition });
    case 'codes':
      return importCodes({ ...rest, definition });
    case 'population':
      return importPopulation({ ...rest, definition });
    case 'facilities':
      return importFacilities({ ...rest, definition });
    case 'infrastructure':
      return importInfrastructure({ ...rest, definition });
    case 'osm-roads':
      return importOsmRoads({ ...rest, definition });
    default:
      return definition satisfies never;
  }
}
