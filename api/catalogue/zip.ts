import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';

/** Packs files and texts into one ZIP, some kilobytes at a time. */
export async function packZip(
  target: string,
  parts: readonly { readonly name: string; readonly from: { readonly file: string } | { readonly text: string } }[],
): Promise<void> {
  const out = createWriteStream(target);
  const written = finished(out);
  written.catch(() => undefined);
  const zip = new Zip((error, chunk) => {
    if (error) out.destroy(error);
    else out.write(chunk);
  });
  for (const { name, from } of parts) {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    if ('text' in from) entry.push(strToU8(from.text), true);
    else {
      for await (const chunk of createReadStream(from.file)) {
        entry.push(chunk as Uint8Array);
        if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), written]);
      }
      entry.push(new Uint8Array(), true);
    }
  }
  zip.end();
  out.end();
  await written;
}
