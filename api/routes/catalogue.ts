import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PUBLIC, type Identity } from '#model/account';
import type { DatasetVersion } from '#model/upload';
import type { AppContext } from '../app-context.ts';
import { columnsOf, rowsKindOf } from '../catalogue/columns.ts';
import { dcatCatalogue, dcatDataset } from '../catalogue/dcat.ts';
import { Downloads, fileNameOf } from '../catalogue/downloads.ts';
import { isoMetadata } from '../catalogue/iso-19115.ts';
import { ByDataVersion } from '../catalogue/kept-by-version.ts';
import { readQualityCounts, sharesOf } from '../catalogue/quality.ts';
import { itemOf, mayRead, readBoxes, readDatasets, recordOf, stateOf } from '../catalogue/record-queries.ts';
import type { CatalogueHead, CatalogueRecord } from '../catalogue/record.ts';
import { filledShares, firstRows } from '../catalogue/rows.ts';
import { scorecardOf } from '../catalogue/scorecard.ts';
import { readSketch } from '../catalogue/sketch.ts';
import { catalogueContract, type CatalogueItem } from '../contract/catalogue.ts';
import { serve } from '../endpoint.ts';
import { AppError } from '../problem.ts';
import { statement } from '../queries/load.ts';
import { refuseUnseen } from './datasets.ts';
import { matches } from './tiles.ts';

type VersionRow = Pick<DatasetVersion, 'version' | 'state' | 'origin' | 'publishedAt' | 'records' | 'date' | 'counts'> &
  Record<string, unknown>;

const PREVIEW_ROWS = 8;

/** The catalogue: every dataset described, downloadable, harvestable, and how good it is. */
export function catalogueRoutes(app: FastifyInstance, context: AppContext): void {
  const { database, profile, today, dataVersion } = context;
  const downloads = new Downloads(path.join(path.dirname(context.uploadFolder), 'downloads'));
  const version = async () => (await dataVersion()).version;
  const boxes = new ByDataVersion(version, () => readBoxes(database));
  const counts = new ByDataVersion(version, () => readQualityCounts(database));
  const entries = new ByDataVersion(version, async () => new Map<string, ReturnType<typeof readEntry>>());

  const items = async (by: Identity): Promise<CatalogueItem[]> => {
    const facts = { boxes: await boxes.get(), today: today() };
    return (await readDatasets(database.as(by))).map((dataset) => itemOf(dataset, by, facts));
  };
  const oneItem = async (by: Identity, id: string): Promise<CatalogueItem> => {
    const [dataset] = await readDatasets(database.as(by), id);
    if (!dataset) return refuseUnseen(database, id);
    return itemOf(dataset, by, { boxes: await boxes.get(), today: today() });
  };
  const headFor = (request: FastifyRequest): CatalogueHead => ({
    origin: originOf(request),
    title: profile.name,
    custodian: profile.name,
    regionName: profile.name,
  });
  const record = (item: CatalogueItem): CatalogueRecord => recordOf(item, (format) => downloads.sizeOf(item, format));
  const knownElsewhere = async (id: string): Promise<number> => {
    const [found] = await database.query<{ count: number }>(statement('catalogue-known-elsewhere'), [id]);
    return found?.count ?? 0;
  };

  /** Counts of permits, also of what a version changed, would give small ones away to the public: see data/permits. */
  const isCountedApart = (by: Identity, item: CatalogueItem) => by.role === 'publik' && item.family === 'permit';
  const countsFor = async (by: Identity, of: readonly CatalogueItem[]) => {
    const apart = new Set(of.filter((item) => isCountedApart(by, item)).map(({ id }) => id));
    return new Map([...(await counts.get())].filter(([id]) => !apart.has(id)));
  };

  /** What is costly of one dataset and the same for all who may read it. */
  const readEntry = async (item: CatalogueItem, by: Identity) => {
    const asked = database.as(item.classification === 'terbuka' ? PUBLIC : by);
    const [{ rows, filled }, preview] = [await filledShares(asked, item), await firstRows(asked, item, PREVIEW_ROWS)];
    return { rows, filled, preview, sketch: await readSketch(asked, item.id) };
  };
  const entryOf = async (item: CatalogueItem, by: Identity) => {
    if (!mayRead(by, item)) return null;
    // Staff may see different rows of a closed dataset: read anew for each of them.
    if (item.classification !== 'terbuka') return readEntry(item, by);
    const known = await entries.get();
    const entry = known.get(item.id) ?? readEntry(item, by);
    known.set(item.id, entry);
    entry.catch(() => known.delete(item.id));
    return entry;
  };

  serve(app, catalogueContract.catalogue, async (_query, _params, { identity }) => ({ items: await items(identity) }));

  serve(app, catalogueContract.catalogueEntry, async (_query, { id }, { identity }) => {
    const item = await oneItem(identity, id);
    const entry = await entryOf(item, identity);
    const columns = columnsOf(rowsKindOf(item), item.status === 'contoh');
    const filledOf = (name: string): number => entry?.filled.get(name) ?? (name === 'contoh' && entry ? 1 : 0);
    const hasShapes = item.family !== 'population';
    const hasSketch = entry !== null && entry.sketch.points.length + entry.sketch.lines.length > 0;
    return {
      ...item,
      columns: [
        ...columns.map(({ name, type }) => ({ name, type, filled: filledOf(name) })),
        ...(hasShapes ? [{ name: 'geometry', type: 'geometry' as const, filled: filledOf('geometry') }] : []),
      ],
      preview: entry?.preview.map(({ cells }) => cells) ?? [],
      versions: isCountedApart(identity, item)
        ? []
        : await database.query<VersionRow>(statement('catalogue-versions'), [id]),
      quality: sharesOf(item, (await countsFor(identity, [item])).get(id)),
      rows: entry?.rows ?? null,
      knownElsewhere: await knownElsewhere(id),
      sketch: hasSketch ? entry.sketch : null,
    };
  });

  serve(app, catalogueContract.catalogueDcat, async (_query, _params, { identity, request, reply }) => {
    const records = (await items(identity)).map(record);
    return reply.type('application/ld+json; charset=utf-8').send(dcatText(dcatCatalogue(headFor(request), records)));
  });
  serve(app, catalogueContract.datasetDcat, async (_query, { id }, { identity, request, reply }) => {
    const item = await oneItem(identity, id);
    return reply.type('application/ld+json; charset=utf-8').send(dcatText(dcatDataset(headFor(request), record(item))));
  });
  serve(app, catalogueContract.datasetIso, async (_query, { id }, { identity, request, reply }) => {
    const item = await oneItem(identity, id);
    return reply.type('application/xml; charset=utf-8').send(isoMetadata(headFor(request), record(item)));
  });

  serve(app, catalogueContract.datasetDownload, async ({ format }, { id }, { identity, request, reply }) => {
    const item = await oneItem(identity, id);
    if (!mayRead(identity, item)) throw new AppError('forbidden');
    if (!item.downloads.includes(format)) throw new AppError('not_acceptable');
    const isOpen = item.classification === 'terbuka';
    const etag = `"${id}-${item.version}-${stateOf(item)}-${format}"`;
    void reply.header('cache-control', isOpen ? 'no-cache' : 'no-store');
    if (isOpen) {
      void reply.header('etag', etag);
      if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
    }
    const file = await downloads.get({
      item,
      format,
      database: database.as(isOpen ? PUBLIC : identity),
      knownElsewhere: await knownElsewhere(id),
      page: `${originOf(request)}/data/${id}`,
    });
    const name = fileNameOf(item, `${format}.zip`);
    void reply
      .type('application/zip')
      .header('content-length', file.bytes)
      .header('content-disposition', `attachment; filename="${name}"`);
    return reply.send(file.stream);
  });

  serve(app, catalogueContract.scorecard, async (_query, _params, { identity }) => {
    const agencies = await database.query<{ id: string; name: string }>(statement('catalogue-agencies'));
    const all = await items(identity);
    return scorecardOf(all, await countsFor(identity, all), agencies);
  });
}

const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;
const dcatText = (node: object): string => `${JSON.stringify(node, null, 2)}\n`;
