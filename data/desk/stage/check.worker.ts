// Checks the rows of one upload in a thread of its own, portion by portion in their order: each is held against those before.
import { parentPort, workerData } from 'node:worker_threads';
import type { Mapping } from '#model/upload';
import { FileDuplicates } from '../check/index.ts';
import { checkStoredRow, type StoredRow } from './checked-rows.ts';
import { contextOf, type CheckParts } from './context.ts';

const { parts, mapping } = workerData as { parts: CheckParts; mapping: Mapping };
const context = contextOf(parts);
const duplicates = new FileDuplicates();

parentPort!.on('message', (rows: readonly StoredRow[]) => {
  parentPort!.postMessage(rows.map((row) => checkStoredRow(row, mapping, context, (traits) => duplicates.add(traits))));
});
