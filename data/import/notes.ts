import type { ImportNote, ReasonCode } from '#model/dataset';

/** What happened to the rows of one file, in the order it happened. */
export class Notes {
  readonly list: ImportNote[] = [];
  private readonly correctedRows = new Set<number>();
  private readonly rejectedRows = new Set<number>();

  /** The row went in, with another value than the file has. */
  corrected(row: number, reason: ReasonCode, column: string | null = null, value: string | null = null): void {
    this.correctedRows.add(row);
    this.list.push({ row, column, outcome: 'corrected', reason, value });
  }

  /** The row went in as it is; somebody should know this of it. */
  noted(row: number, reason: ReasonCode, column: string | null = null, value: string | null = null): void {
    this.list.push({ row, column, outcome: 'noted', reason, value });
  }

  /** The row stayed out. */
  rejected(row: number, reason: ReasonCode, column: string | null = null, value: string | null = null): void {
    this.rejectedRows.add(row);
    this.list.push({ row, column, outcome: 'rejected', reason, value });
  }

  get rejectedCount(): number {
    return this.rejectedRows.size;
  }

  /** Rows corrected and not rejected after all. */
  get correctedCount(): number {
    return [...this.correctedRows].filter((row) => !this.rejectedRows.has(row)).length;
  }
}
