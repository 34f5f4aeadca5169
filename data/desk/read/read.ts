import type { FileFacts } from '#model/upload';
import { readCsv } from './csv.ts';
import { detectFormat } from './detect.ts';
import { FactsCollector, verticesOf } from './facts.ts';
import { readWithGdal } from './gdal.ts';
import { readGeoJson } from './geojson.ts';
import { readKml } from './kml.ts';
import { openMember } from './member.ts';
import { readXlsx } from './xlsx.ts';
import type { UploadFormat } from '#model/upload';
import type { FormatReader, Portion, RawRow, ReadTask } from './reading.ts';

/** A batch ends early when it holds about this many characters or vertices: one message between processes stays small. */
const BATCH_WEIGHT = 1_000_000;

/** How each format is read. */
const READERS: Readonly<Record<UploadFormat, FormatReader>> = {
  csv: readCsv,
  xlsx: readXlsx,
  geojson: readGeoJson,
  shapefile: readWithGdal,
  gpkg: readWithGdal,
  kml: readKml,
  flatgeobuf: readWithGdal,
};

/**
 * Rows of a file of any format in batches, in this process; returns what was found out. Throws `UploadRefusal`, or anything
 * at all for a damaged file: `refusalOf` says what that means.
 */
export async function* readHere(task: ReadTask, batchRows: number): AsyncGenerator<Portion, FileFacts> {
  const detected = await detectFormat(task, task.limits);
  const opened = await openMember(task, detected);
  const facts = new FactsCollector(task.limits);
  const reader = READERS[detected.format](opened);
  let rows: RawRow[] = [];
  let weight = 0;
  for (;;) {
    const { value, done } = await reader.next();
    if (done) {
      const found = facts.end({
        ...value,
        layer: opened.layerName ?? value.layer,
        layers: opened.layers ?? value.layers,
      });
      yield { rows, done: found.rows, total: found.rows };
      return found;
    }
    for (const row of value.rows) {
      facts.add(row);
      rows.push(row);
      weight += weightOf(row);
      if (rows.length < batchRows && weight < BATCH_WEIGHT) continue;
      yield { ...value, rows };
      rows = [];
      weight = 0;
    }
  }
}

/** About the characters of a row. */
function weightOf({ cells, geometry }: RawRow): number {
  let weight = geometry === null ? 0 : verticesOf(geometry) * 20;
  for (const name in cells) weight += 10 + (cells[name]?.length ?? 0);
  return weight;
}
