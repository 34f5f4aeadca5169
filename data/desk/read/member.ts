import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { UploadFormat } from '#model/upload';
import { Archive } from './archive.ts';
import { UploadRefusal } from './refusal.ts';
import type { Detected } from './detect.ts';
import type { OpenedTask, ReadTask } from './reading.ts';

/** What belongs to a shapefile. */
const COMPANIONS = ['.dbf', '.shx', '.prj', '.cpg'];
const ENDING: Readonly<Partial<Record<UploadFormat, string>>> = {
  shapefile: '.shp',
  gpkg: '.gpkg',
  flatgeobuf: '.fgb',
};

/**
 * Unpacks what is to be read. Throws `projection_missing` for a shapefile without `.prj`, `archive_without_layer` when
 * the layer that is wanted is not there, and what an archive may be refused for.
 */
export async function openMember(task: ReadTask, { format, member, members }: Detected): Promise<OpenedTask> {
  const opened = { ...task, format, layerName: null, layers: null };
  const ending = ENDING[format];
  if (member === null && ending === undefined) return opened;
  const folder = path.join(task.folder, 'in');
  await mkdir(folder, { recursive: true });
  const target = path.join(folder, `layer${ending ?? path.extname(member!).toLowerCase()}`);
  if (member === null) {
    // GDAL goes by the end of the name, looks for companions, and may write beside what it reads.
    await copyFile(task.path, target, constants.COPYFILE_FICLONE);
    return { ...opened, path: target };
  }
  const archive = await Archive.open(task.path, task.limits);
  try {
    if (format !== 'shapefile') {
      await archive.extract(member, target);
      return { ...opened, path: target };
    }
    const chosen = task.layer === null ? member : members.find((name) => layerName(name) === task.layer);
    if (chosen === undefined) throw new UploadRefusal('archive_without_layer', { layer: task.layer!.slice(0, 100) });
    await extractShapefile(archive, chosen, folder);
    return { ...opened, path: target, layer: null, layerName: layerName(chosen), layers: members.map(layerName) };
  } finally {
    archive.close();
  }
}

const layerName = (name: string) => path.posix.basename(name, path.posix.extname(name)).slice(0, 200);
const stem = (name: string) => name.slice(0, name.length - path.posix.extname(name).length).toLowerCase();

/** Unpacks one layer under plain names: what the archive calls it may be no name for this system. */
async function extractShapefile(archive: Archive, main: string, folder: string): Promise<void> {
  const layer = layerName(main);
  const companions = new Map(
    archive.names
      .filter((name) => stem(name) === stem(main))
      .map((name) => [path.posix.extname(name).toLowerCase(), name]),
  );
  if (!companions.has('.prj')) throw new UploadRefusal('projection_missing', { layer });
  if (!companions.has('.dbf')) throw new UploadRefusal('malformed', { missing: `${layer}.dbf` });
  await archive.extract(main, path.join(folder, 'layer.shp'));
  for (const extension of COMPANIONS) {
    const name = companions.get(extension);
    if (name !== undefined) await archive.extract(name, path.join(folder, `layer${extension}`));
  }
}
