import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly place: string;
  /** Makes room: the new size in all, as `64m`. */
  grow(size: string): Promise<void>;
  /** Takes the disk away with what is on it; call it whatever happened. */
  remove(): Promise<void>;
}

/** A folder of limited size (a tmpfs) at the path; null where this process may not mount one. */
export async function mountSmallDisk(place: string, size: string): Promise<SmallDisk | null> {
  await mkdir(place, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'jangkau-test', place]);
  } catch {
    return null;
  }
  return {
    place,
    grow: async (more) => void (await run('mount', ['-o', `remount,size=${more}`, place])),
    // A process that just ended may hold it for a moment: lazily, so that no test leaves it behind.
    remove: async () => void (await run('umount', ['--lazy', place])),
  };
}
