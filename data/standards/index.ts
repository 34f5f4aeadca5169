import { z } from 'zod';
import { ServiceStandard } from '#model/standard';
import healthIndicators from './health-indicators.json' with { type: 'json' };
import infrastructureIndicators from './infrastructure-indicators.json' with { type: 'json' };
import kepmenegPu11 from './kepmeneg-pu-11-2000.json' with { type: 'json' };
import permenPu14 from './permen-pu-14-2010.json' with { type: 'json' };
import permenPupr29 from './permen-pupr-29-2018.json' with { type: 'json' };
import permendiknas24 from './permendiknas-24-2007.json' with { type: 'json' };
import permenkes43 from './permenkes-43-2019.json' with { type: 'json' };
import pp2 from './pp-2-2018.json' with { type: 'json' };
import sni031733 from './sni-03-1733-2004.json' with { type: 'json' };

/**
 * Service standards are data: one file per regulation, one record per rule, checked when the module is loaded. A rule
 * that names a size class which no facility kind tells apart (masjid kecamatan, taman kelurahan, pusat pertokoan) has
 * no `facilityKinds`: counting every mosque as one of the largest would invent a surplus.
 */
export const STANDARDS: readonly ServiceStandard[] = z
  .array(ServiceStandard)
  .parse([
    ...sni031733,
    ...permendiknas24,
    ...permenkes43,
    ...healthIndicators,
    ...kepmenegPu11,
    ...permenPupr29,
    ...pp2,
    ...permenPu14,
    ...infrastructureIndicators,
  ]);

const byId = new Map(STANDARDS.map((standard) => [standard.id, standard]));

/** The rule with this id, or null when there is none. */
export function standardById(id: string): ServiceStandard | null {
  return byId.get(id) ?? null;
}
