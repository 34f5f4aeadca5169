import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zippedShapefile } from '../../../../web/views/desk/upload/file/shapefile.ts';

const part = (name: string): File => new File([name], name);

test('parts of a shapefile become one ZIP by its name, with every part as it was', async () => {
  const zip = await zippedShapefile(['Jalan.shp', 'Jalan.dbf', 'Jalan.shx', 'Jalan.prj'].map(part));
  expect(zip?.name).toBe('Jalan.zip');
  const entries = unzipSync(new Uint8Array(await zip!.arrayBuffer()));
  expect(Object.keys(entries).sort()).toEqual(['Jalan.dbf', 'Jalan.prj', 'Jalan.shp', 'Jalan.shx']);
  expect(new TextDecoder().decode(entries['Jalan.dbf'])).toBe('Jalan.dbf');
});
test.each([[['a.shp']], [['a.csv', 'b.csv']], [['a.shp', 'b.shp', 'b.dbf']], [['a.shp', 'a.csv']]])(
  '%j are no one shapefile',
  async (names) => expect(await zippedShapefile(names.map(part))).toBe(null),
);
