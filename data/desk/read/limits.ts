import { LARGEST_FILE_BYTES } from '../../model/upload.ts';

/** What a file may take: of the machine, and of the patience of whoever sent it. */
export interface ReadLimits {
  fileBytes: number;
  rows: number;
  columns: number;
  /** Vertices of one geometry. */
  vertices: number;
  /** Characters of one cell; of a record of a CSV file, ten times as many. */
  cellCharacters: number;
  /** Bytes that one archive may unpack to, whatever its headers say. */
  unpackedBytes: number;
  /** Times that an entry of an archive may grow; small ones may grow more. */
  unpackedRatio: number;
  archiveEntries: number;
  /** Bytes of the shared texts of an XLSX workbook. */
  sharedTextBytes: number;
  /** Seconds that the reader may take; the time that whoever reads the batches takes does not count. */
  seconds: number;
  /** Megabytes of memory of the reader's process. */
  memoryMegabytes: number;
}

export const READ_LIMITS: Readonly<ReadLimits> = {
  fileBytes: LARGEST_FILE_BYTES,
  rows: 1_000_000,
  columns: 500,
  // The coast of a whole province at the scale 1:5,000 has about 300,000; every step after this one multiplies it.
  vertices: 1_000_000,
  cellCharacters: 100_000,
  unpackedBytes: 2_000_000_000,
  unpackedRatio: 200,
  archiveEntries: 5_000,
  sharedTextBytes: 200_000_000,
  seconds: 300,
  memoryMegabytes: 1_200,
};
