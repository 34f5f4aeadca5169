import type { FastifyInstance } from 'fastify';
import { PUBLIC } from '#model/account';
import type { Facility, FacilityKind } from '#model/facility';
import type { AppContext } from '../app-context.ts';
import { contract, type FacilityItem } from '../contract/index.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { serve } from '../endpoint.ts';
import { positionOf } from '../position-of.ts';
import { statement } from '../queries/load.ts';
import { requireRegion } from '../region-items.ts';

const facilitiesSql = statement('facilities');
const nearSql = statement('facilities-near');
const kindsSql = statement('facility-kinds');

interface FacilityRow extends Record<string, unknown> {
  id: string;
  kind: FacilityKind;
  name: string;
  owner: Facility['owner'];
  authority: Facility['authority'];
  region: string;
  accuracy: Facility['accuracy'];
  address: string | null;
  phone: string | null;
  capacity: number | null;
  national_code: string | null;
  dataset: string;
  sample: boolean;
  longitude: number | null;
  latitude: number | null;
}

function itemOf(row: FacilityRow): FacilityItem {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    owner: row.owner,
    authority: row.authority,
    region: row.region,
    position: positionOf(row),
    accuracy: row.accuracy,
    address: row.address,
    phone: row.phone,
    capacity: row.capacity,
    nationalCode: row.national_code,
    dataset: row.dataset,
    sample: row.sample,
  };
}

/** `/api/v1/facilities`, `/api/v1/facilities/near` and `/api/v1/facility-kinds`. */
export function facilityRoutes(app: FastifyInstance, { database }: AppContext): void {
  const open = database.as(PUBLIC);
  serve(app, contract.facilities, async ({ kind, region, bbox, limit, cursor }) => {
    const [afterKind, afterId] = cursor === undefined ? [null, null] : decodeCursor(cursor, 'string', 'string');
    await requireRegion(open, region);
    const rows = await open.query<FacilityRow>(facilitiesSql, [
      kind ?? null,
      region ?? null,
      ...(bbox ?? [null, null, null, null]),
      afterKind,
      afterId,
      // One more than asked tells whether there is a next page.
      limit + 1,
    ]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(itemOf), next: last ? encodeCursor([last.kind, last.id]) : null };
  });

  serve(app, contract.facilitiesNear, async ({ lon, lat, kind, limit }) => {
    const rows = await open.query<FacilityRow & { longitude: number; latitude: number; distance_metres: number }>(
      nearSql,
      [lon, lat, kind ?? null, limit],
    );
    return {
      items: rows.map((row) => ({
        ...itemOf(row),
        position: [row.longitude, row.latitude] as [number, number],
        distanceMetres: row.distance_metres,
      })),
    };
  });

  serve(app, contract.facilityKinds, async () => {
    type KindRow = { kind: FacilityKind; count: number; placed: number; sample: boolean; datasets: string[] };
    return { items: await open.query<KindRow>(kindsSql) };
  });
}
