import { strFromU8, unzipSync } from 'fflate';

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Rows of the first sheet of a spreadsheet of ours: numbers as numbers, texts as texts, null between; without cells at the end. */
export function readSheet(bytes: Uint8Array): (string | number | null)[][] {
  const files = unzipSync(bytes);
  const textOf = (name: string) => strFromU8(files[name]!);
  const shared = [...textOf('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map((item) =>
    [...item[1]!.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((part) => unescaped(part[1]!)).join(''),
  );
  return [...textOf('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map((row) => {
    const cells: (string | number | null)[] = [];
    for (const [, attributes, value] of (row[1] ?? '').matchAll(/<c ([^>]*?)>(?:.*?)<v>(.*?)<\/v>/gs)) {
      const [, letters] = /r="([A-Z]+)\d+"/.exec(attributes!)!;
      const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      while (cells.length < column) cells.push(null);
      cells.push(attributes!.includes('t="s"') ? shared[Number(value)]! : Number(value));
    }
    return cells;
  });
}
