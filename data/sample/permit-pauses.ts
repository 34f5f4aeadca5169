import { addDays, daysBetween } from './dates.ts';
import { randomOf } from './random.ts';
import type { PermitPauseRecord, PermitRecord } from './records.ts';

/** A returned file comes back within this many days, a payment within these. */
const LONGEST_RETURN = 21;
const LONGEST_PAYMENT = 12;

/**
 * Days on which the office waited for the applicant: files sent back and levies not yet paid, in the past of what was decided
 * and as it stands of what is open. A stream of its own, so that the permits stay as they are without it.
 */
export function pausePermits(permits: readonly PermitRecord[], seed: number, today: string): PermitPauseRecord[] {
  const random = randomOf(seed, 'permit-pauses');
  return permits.flatMap((permit): PermitPauseRecord[] => {
    const { id, status, completeOn, issuedOn, rejectedOn, levyRupiah } = permit;
    if (completeOn === null) return [];
    const pauses: PermitPauseRecord[] = [];
    const end = issuedOn ?? rejectedOn ?? today;
    const days = daysBetween(completeOn, end);
    const isReturned = status === 'dikembalikan';
    const isPaying = status === 'menunggu_pembayaran';
    // What is with the applicant now has been for part of the time since the file was complete.
    if (isReturned || isPaying) {
      const since = random.integer(0, Math.min(days, isPaying ? LONGEST_PAYMENT : LONGEST_RETURN));
      pauses.push({ permit: id, startsOn: addDays(end, -since), endsOn: null, reason: status });
    } else if (levyRupiah !== null && issuedOn !== null && days >= 4 && random.chance(0.7)) {
      const since = random.integer(1, Math.min(Math.floor(days / 2), LONGEST_PAYMENT));
      pauses.push({
        permit: id,
        startsOn: addDays(issuedOn, -since),
        endsOn: addDays(issuedOn, -1),
        reason: 'menunggu_pembayaran',
      });
    }
    const before = pauses[0]?.startsOn ?? end;
    const room = daysBetween(completeOn, before) - 2;
    if (room >= 2 && random.chance(0.25)) {
      const startsOn = addDays(completeOn, 1 + random.integer(0, room - 2));
      const longest = Math.min(LONGEST_RETURN, daysBetween(startsOn, before) - 1);
      pauses.push({
        permit: id,
        startsOn,
        endsOn: addDays(startsOn, random.integer(0, longest)),
        reason: 'dikembalikan',
      });
    }
    return pauses;
  });
}

/** Half of the files that were sent back had been complete before: what was missing showed in the technical check. */
export function completeReturned(permits: readonly PermitRecord[], seed: number, today: string): PermitRecord[] {
  const random = randomOf(seed, 'permit-returns');
  return permits.map((permit) => {
    if (permit.status !== 'dikembalikan' || !random.chance(0.5)) return permit;
    const days = Math.min(random.integer(1, 5), daysBetween(permit.appliedOn, today));
    return { ...permit, completeOn: addDays(permit.appliedOn, days) };
  });
}
