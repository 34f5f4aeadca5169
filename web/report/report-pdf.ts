import { FACILITY_GROUPS, type FacilityGroup } from '../map/facility-symbols.ts';
import type { MapTheme } from '../map/theme.ts';
import { symbolPath } from './map-symbols.ts';
import { A4, PdfSheet, type SheetFonts, type TextStyle } from './pdf-sheet.ts';
import type { PagePoint } from './report-map.ts';
import type { ReportPage } from './report-page.ts';
import type { ReportText } from './report-words.ts';

/** The colours of print that a report uses. */
export type ReportColours = Pick<
  MapTheme,
  | 'ink'
  | 'ink2'
  | 'ink3'
  | 'action'
  | 'sample'
  | 'surface'
  | 'land'
  | 'region'
  | 'regionLine'
  | 'innerLinePlain'
  | 'neighbourLine'
  | 'neighbourText'
  | 'noDataHatch'
  | 'sequential'
  | 'categories'
>;
export interface ReportPrinting {
  readonly fonts: SheetFonts;
  readonly colours: ReportColours;
  readonly language: string;
  readonly now: Date;
}

const MARGIN = 34;
const WIDTH = A4.width - 2 * MARGIN;
const BOTTOM = A4.height - 30;
const COLUMN_GAP = 20;
/** Widths of the table: service and rule, need, there, short, within radius, within time. */
const COLUMNS = [190, 40, 34, 46, 135, 82] as const;
const ROW_HEIGHT = 18.4;
const HEAD_HEIGHT = 16;

/** From airy to tight: the first that leaves the map enough room is used, so that a page never becomes two. */
const DENSITIES = [
  { bodyLines: 6, projects: 5, notes: 6.6, noteLines: 3, gap: 11, leastMap: 140 },
  { bodyLines: 5, projects: 4, notes: 6.3, noteLines: 3, gap: 9, leastMap: 110 },
  { bodyLines: 4, projects: 3, notes: 6, noteLines: 2, gap: 7, leastMap: 96 },
  { bodyLines: 3, projects: 2, notes: 5.6, noteLines: 2, gap: 5, leastMap: 84 },
  { bodyLines: 2, projects: 2, notes: 5.4, noteLines: 1, gap: 4, leastMap: 70 },
] as const;
type Density = (typeof DENSITIES)[number] & { readonly map: number };

interface Block {
  readonly height: number;
  readonly draw: (y: number) => void;
}

/** One PDF per region. */
export async function printReport(page: ReportPage, printing: ReportPrinting): Promise<Uint8Array> {
  const sheet = sheetFor(page.text.documentTitle, page.text.heading, printing);
  drawPage(sheet, page, printing.colours);
  return sheet.finish();
}

/** An empty document for reports. */
export function sheetFor(title: string, subject: string, { fonts, language, now }: ReportPrinting): PdfSheet {
  return new PdfSheet(fonts, { title, subject, language, now });
}

/** Draws a page on a new sheet of paper. Throws when even the tightest setting does not fit. */
export function drawPage(sheet: PdfSheet, page: ReportPage, colours: ReportColours, outline?: string): void {
  sheet.page(outline);
  const room = BOTTOM - MARGIN + 4;
  for (const density of DENSITIES) {
    const others = heightOf(blocksOf(sheet, page, colours, { ...density, map: 0 }));
    if (room - others < density.leastMap) continue;
    const blocks = blocksOf(sheet, page, colours, { ...density, map: Math.min(page.map.height, room - others) });
    // Air that is left over goes between the blocks, up to a measure, so that a short page is no torso.
    const air = Math.min(10, (room - heightOf(blocks)) / blocks.length);
    let y = MARGIN - 4;
    for (const block of blocks) {
      block.draw(y);
      y += block.height + air;
    }
    drawFoot(sheet, page, colours);
    return;
  }
  throw new Error(`the report of ${page.text.heading} does not fit on one page`);
}

const heightOf = (blocks: readonly { readonly height: number }[]): number =>
  blocks.reduce((sum, block) => sum + block.height, 0);

function blocksOf(sheet: PdfSheet, page: ReportPage, colours: ReportColours, density: Density): Block[] {
  const foot = layFoot(sheet, page, colours);
  return [
    header(sheet, page, colours),
    finding(sheet, page, colours, density),
    figures(sheet, page, colours, density),
    table(sheet, page, colours, density),
    lists(sheet, page, colours, density),
    notes(sheet, page, colours, density),
    { height: foot.height + 6, draw: () => undefined },
  ];
}

function header(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours): Block {
  const facts = sheet.lay(separated(text.facts), WIDTH, {
    size: 8.6,
    colour: colours.ink2,
    maxLines: 2,
    markColour: colours.action,
  });
  const sample = text.sample === null ? null : sheet.lay(text.sample, 210, small(colours.sample, 7, 'semibold'));
  const heading = sheet.lay(text.heading, WIDTH - (sample ? 232 : 0), {
    size: 22,
    colour: colours.ink,
    weight: 'bold',
    leading: 1.15,
    maxLines: 2,
  });
  return {
    height: 12 + heading.height + 3 + facts.height + 6,
    draw(y) {
      sheet.tag('P', () => sheet.draw(sheet.lay(text.kicker, 200, small(colours.action, 8.5, 'bold')), MARGIN, y));
      sheet.tag('H1', () => sheet.draw(heading, MARGIN, y + 12));
      sheet.tag('P', () => sheet.draw(facts, MARGIN, y + 15 + heading.height));
      if (sample) {
        const [x, width, height] = [MARGIN + WIDTH - 222, 222, sample.height + 8];
        sheet.artifact(() =>
          sheet.document
            .lineWidth(0.8)
            .dash(3, { space: 2 })
            .rect(x, y + 2, width, height)
            .stroke(colours.sample)
            .undash(),
        );
        sheet.tag('P', () => sheet.draw(sample, x + 6, y + 6));
      }
    },
  };
}

function finding(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours, density: Density): Block {
  const laid = sheet.lay(text.finding, WIDTH, {
    size: 11.6,
    colour: colours.ink,
    leading: 1.32,
    maxLines: 4,
    markColour: colours.action,
  });
  return {
    height: laid.height + 8 + density.gap,
    draw(y) {
      line(sheet, MARGIN, y, WIDTH, 1.4, colours.ink);
      sheet.tag('P', () => sheet.draw(laid, MARGIN, y + 7));
    },
  };
}

function figures(sheet: PdfSheet, page: ReportPage, colours: ReportColours, density: Density): Block {
  const { text, map } = page;
  const keyHeight = 14;
  const titleHeight = 13;
  return {
    height: titleHeight + density.map + keyHeight + density.gap,
    draw(y) {
      sheet.paragraph('H2', text.map.title, MARGIN, y, map.width, subtitle(colours));
      sheet.tag('Figure', () => drawMap(sheet, page, colours, MARGIN, y + titleHeight, density.map), {
        alt: text.map.alt,
      });
      drawMapKey(sheet, page, colours, MARGIN, y + titleHeight + density.map + 4);
      const left = MARGIN + map.width + COLUMN_GAP;
      const width = WIDTH - map.width - COLUMN_GAP;
      sheet.paragraph('H2', { text: text.chart.title, notes: text.chart.notes }, left, y, width, subtitle(colours));
      sheet.tag('Figure', () => drawChart(sheet, page, colours, left, y + titleHeight, width, density.map), {
        alt: text.chart.alt,
      });
      drawChartKey(sheet, page, colours, left, y + titleHeight + density.map + 4, width);
    },
  };
}

function drawMap(
  sheet: PdfSheet,
  page: ReportPage,
  colours: ReportColours,
  x: number,
  y: number,
  height: number,
): void {
  const { map, text, scaleLabel } = page;
  const { document } = sheet;
  // A lower map shows the middle of the higher one.
  const shift = (map.height - height) / 2;
  document.save();
  document.rect(x, y, map.width, height).clip();
  document.translate(x, y - shift);
  const styles = {
    neighbour: [colours.surface, colours.neighbourLine, 0.5],
    sibling: [colours.land, colours.innerLinePlain, 0.6],
    region: [null, colours.regionLine, 1.8],
    inner: [null, colours.innerLinePlain, 0.45],
    parent: [null, colours.regionLine, 0.8],
  } as const;
  const own = map.shapes.find((shape) => shape.role === 'region');
  for (const shape of map.shapes) {
    if (shape.role !== 'neighbour' && shape.role !== 'sibling') continue;
    const [ground, stroke, width] = styles[shape.role];
    trace(shape.rings);
    document.lineWidth(width).lineJoin('round').fillAndStroke(ground, stroke, 'even-odd');
  }
  if (own) {
    trace(own.rings);
    document.fill(colours.sequential[1] ?? colours.region, 'even-odd');
  }
  for (const shape of map.shapes.filter(({ role }) => role === 'inner' || role === 'parent' || role === 'region')) {
    const [, stroke, width] = styles[shape.role];
    trace(shape.rings);
    document.lineWidth(width).lineJoin('round').stroke(stroke);
  }
  for (const { group, at } of map.symbols) {
    document
      .path(symbolPath(group, at[0], at[1], 2.5))
      .lineWidth(0.6)
      .fillAndStroke(groupColour(group, colours), colours.surface);
  }
  for (const label of map.labels) {
    const isOwn = label.role === 'region';
    const laid = sheet.lay(label.text, 200, {
      size: label.size,
      colour: isOwn || label.role === 'inner' ? colours.ink : colours.neighbourText,
      weight: isOwn ? 'bold' : 'semibold',
      align: 'center',
      leading: 1,
      maxLines: 1,
    });
    const wide = widthOfLaid(laid) + 2;
    document
      .fillOpacity(0.78)
      .rect(label.at[0] - wide / 2, label.at[1] - label.size * 0.52, wide, label.size * 1.04)
      .fill(isOwn || label.role === 'inner' ? (colours.sequential[1] ?? colours.surface) : colours.land)
      .fillOpacity(1);
    sheet.draw(laid, label.at[0] - 100, label.at[1] - label.size / 2);
  }
  document.restore();
  document.lineWidth(0.7).rect(x, y, map.width, height).stroke(colours.ink3);
  drawScale();

  function trace(rings: readonly (readonly PagePoint[])[]): void {
    for (const ring of rings) {
      ring.forEach(([px, py], at) => (at === 0 ? document.moveTo(px, py) : document.lineTo(px, py)));
      document.closePath();
    }
  }
  function drawScale(): void {
    const { length } = map.scale;
    const [left, base] = [x + 7, y + height - 7];
    document
      .rect(left - 4, base - 14, length + 8, 18)
      .fillOpacity(0.85)
      .fill(colours.surface)
      .fillOpacity(1);
    document
      .lineWidth(1)
      .moveTo(left, base - 3.5)
      .lineTo(left, base)
      .lineTo(left + length, base)
      .lineTo(left + length, base - 3.5)
      .stroke(colours.ink);
    sheet.draw(
      sheet.lay(scaleLabel, length, {
        size: 6.2,
        colour: colours.ink,
        weight: 'semibold',
        align: 'center',
        maxLines: 1,
      }),
      left,
      base - 11.5,
    );
    const north = x + map.width - 12;
    document
      .moveTo(north, y + 6)
      .lineTo(north + 4.5, y + 20)
      .lineTo(north, y + 17)
      .lineTo(north - 4.5, y + 20)
      .closePath()
      .fill(colours.ink);
    sheet.draw(
      sheet.lay(text.map.north, 20, { size: 7, colour: colours.ink, weight: 'bold', align: 'center' }),
      north - 10,
      y + 20,
    );
  }
}

function drawMapKey(sheet: PdfSheet, { map, text }: ReportPage, colours: ReportColours, x: number, y: number): void {
  let at = x;
  const style = small(colours.ink2, 6.8);
  for (const group of map.groups) {
    const laid = sheet.lay(text.map.groups[group], 90, style);
    const [left, width] = [at, sheet.widthOf(text.map.groups[group], 'regular', 6.8)];
    sheet.artifact(() =>
      sheet.document.path(symbolPath(group, left + 3, y + 4.6, 2.6)).fill(groupColour(group, colours)),
    );
    sheet.tag('P', () => sheet.draw(laid, left + 8, y));
    at += width + 17;
  }
}

function drawChart(
  sheet: PdfSheet,
  { text }: ReportPage,
  colours: ReportColours,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const { document } = sheet;
  const { bars } = text.chart;
  const [nameWidth, valueWidth] = [110, 40];
  const barWidth = width - nameWidth - valueWidth - 8;
  const row = Math.min(20, height / Math.max(1, bars.length));
  bars.forEach((bar, index) => {
    const top = y + index * row;
    const left = x + nameWidth + 4;
    const middle = top + row / 2;
    sheet.draw(sheet.lay(bar.name, nameWidth, { size: 7.2, colour: colours.ink, maxLines: 1 }), x, middle - 4.8);
    if (bar.state === 'missing') {
      document
        .save()
        .rect(left, middle - 4, barWidth, 6.4)
        .clip()
        .lineWidth(0.5);
      for (let at = -8; at < barWidth; at += 4)
        document.moveTo(left + at, middle + 2.4).lineTo(left + at + 6.4, middle - 4);
      document.stroke(colours.noDataHatch).restore();
    } else if (bar.reach !== null && bar.reach > 0)
      document.rect(left, middle - 4, barWidth * bar.reach, 6.4).fill(colours.sequential[4] ?? colours.action);
    if (bar.state !== 'notAsked')
      document
        .lineWidth(0.4)
        .rect(left, middle - 4, barWidth, 6.4)
        .stroke(colours.ink3);
    if (bar.travel !== null)
      document.rect(left, middle + 3.6, barWidth * bar.travel, 1.7).fill(colours.sequential[2] ?? colours.ink3);
    sheet.draw(
      sheet.lay(bar.words, valueWidth, {
        size: bar.reach === null ? 5.6 : 7.2,
        colour: bar.reach === null ? colours.ink3 : colours.ink,
        weight: bar.reach === null ? 'regular' : 'semibold',
        align: 'right',
        tabular: true,
        maxLines: 1,
      }),
      x + width - valueWidth,
      middle - (bar.reach === null ? 3.8 : 4.8),
    );
  });
}

function drawChartKey(
  sheet: PdfSheet,
  { text }: ReportPage,
  colours: ReportColours,
  x: number,
  y: number,
  width: number,
): void {
  const { reachKey, travelKey } = text.chart;
  const wide = sheet.widthOf(reachKey, 'regular', 6.8);
  sheet.artifact(() => sheet.document.rect(x, y + 1.6, 10, 6).fill(colours.sequential[4] ?? colours.action));
  sheet.tag('P', () => sheet.draw(sheet.lay(reachKey, 110, small(colours.ink2, 6.8)), x + 14, y));
  if (travelKey === null) return;
  const left = x + wide + 26;
  sheet.artifact(() => sheet.document.rect(left, y + 4, 10, 1.8).fill(colours.sequential[2] ?? colours.ink3));
  sheet.tag('P', () =>
    sheet.draw(sheet.lay(travelKey, width - wide - 40, { ...small(colours.ink2, 6.8), maxLines: 1 }), left + 14, y),
  );
}

function table(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours, density: Density): Block {
  const { heads, rows, key } = text.table;
  const laidKey = sheet.lay(key, WIDTH, small(colours.ink3, 6));
  const lefts = COLUMNS.map((_, at) => MARGIN + COLUMNS.slice(0, at).reduce<number>((sum, wide) => sum + wide, 0));
  const cellStyle = (at: number): TextStyle => ({
    size: 7.8,
    colour: colours.ink,
    align: at === 0 ? 'left' : 'right',
    tabular: at > 0,
    markColour: colours.action,
    maxLines: 1,
    leading: 1.2,
  });
  const [ruleSize, padding] = [6, 4];
  return {
    height: HEAD_HEIGHT + rows.length * ROW_HEIGHT + 3 + laidKey.height + density.gap,
    draw(y) {
      const { document } = sheet;
      const tableTag = document.struct('Table', { title: text.table.title });
      document.addStructure(tableTag);
      addRow(
        heads.map((head, at) => ({
          tag: 'TH' as const,
          draw: () =>
            sheet.draw(
              sheet.lay(head, COLUMNS[at]! - padding, {
                ...cellStyle(at),
                size: 7,
                weight: 'semibold',
                colour: colours.ink2,
              }),
              lefts[at]!,
              y + 3,
            ),
        })),
      );
      line(sheet, MARGIN, y, WIDTH, 0.9, colours.ink);
      line(sheet, MARGIN, y + HEAD_HEIGHT, WIDTH, 0.5, colours.ink3);
      rows.forEach((row, index) => {
        const top = y + HEAD_HEIGHT + index * ROW_HEIGHT;
        const name = () => {
          const laid = sheet.lay(row.name, COLUMNS[0] - 50, {
            ...cellStyle(0),
            weight: row.isLacking ? 'bold' : 'semibold',
          });
          sheet.draw(laid, MARGIN, top + 0.7);
          if (row.isSample) drawBadge(widthOfLaid(laid) + 6, top + 1.4);
          sheet.draw(
            sheet.lay(row.rule, COLUMNS[0] - padding, {
              size: ruleSize,
              colour: colours.ink3,
              maxLines: 1,
              leading: 1.2,
            }),
            MARGIN,
            top + 11,
          );
        };
        const cells = typeof row.cells === 'string' ? [row.cells] : row.cells;
        addRow([
          { tag: 'TH' as const, draw: name },
          ...cells.map((cell, at) => ({
            tag: 'TD' as const,
            draw: () =>
              typeof row.cells === 'string'
                ? sheet.draw(
                    sheet.lay(cell, WIDTH - COLUMNS[0], {
                      size: 7.4,
                      colour: colours.ink3,
                      maxLines: 1,
                      align: 'right',
                    }),
                    lefts[1]!,
                    top + 4.4,
                  )
                : sheet.draw(
                    sheet.lay(cell, COLUMNS[at + 1]! - padding, {
                      ...cellStyle(at + 1),
                      ...(isWord(cell) ? { size: 7, colour: colours.ink2 } : {}),
                    }),
                    lefts[at + 1]! + padding,
                    top + 4.4,
                  ),
          })),
        ]);
        line(sheet, MARGIN, top + ROW_HEIGHT, WIDTH, 0.35, colours.innerLinePlain);
      });
      tableTag.end();
      sheet.tag('P', () => sheet.draw(laidKey, MARGIN, y + HEAD_HEIGHT + rows.length * ROW_HEIGHT + 3));

      function addRow(cellsOfRow: readonly { readonly tag: 'TH' | 'TD'; readonly draw: () => void }[]): void {
        tableTag.add(
          document.struct(
            'TR',
            {},
            cellsOfRow.map((cell) => document.struct(cell.tag, {}, [cell.draw])),
          ),
        );
      }
      function drawBadge(dx: number, top: number): void {
        const laid = sheet.lay(text.sampleBadge, 40, {
          size: 5.8,
          colour: colours.sample,
          weight: 'semibold',
          leading: 1.2,
        });
        const wide = widthOfLaid(laid);
        document
          .lineWidth(0.5)
          .dash(1.6, { space: 1.2 })
          .rect(MARGIN + dx, top, wide + 5, 8.2)
          .stroke(colours.sample)
          .undash();
        sheet.draw(laid, MARGIN + dx + 2.5, top + 0.6);
      }
    },
  };
}

function lists(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours, density: Density): Block {
  const rightWidth = 168;
  const leftWidth = WIDTH - rightWidth - COLUMN_GAP;
  const body: TextStyle = {
    markColour: colours.action,
    size: 7.8,
    colour: colours.ink2,
    leading: 1.3,
    maxLines: density.bodyLines,
  };
  const number = 13;
  const gaps = text.gaps.items.map((item) => ({
    heading: sheet.lay(item.heading, leftWidth - number, {
      size: 8.6,
      colour: colours.ink,
      markColour: colours.action,
      weight: 'bold',
      maxLines: 2,
    }),
    body: sheet.lay(item.body, leftWidth - number, body),
  }));
  const none = sheet.lay(text.gaps.none, leftWidth, body);
  const projects = text.projects.items.slice(0, density.projects).map((item) => ({
    name: sheet.lay(item.name + (item.isSample ? ` (${text.sampleBadge})` : ''), rightWidth, {
      size: 7.8,
      colour: colours.ink,
      weight: 'semibold',
      maxLines: 2,
    }),
    facts: sheet.lay(item.facts, rightWidth, { size: 7, colour: colours.ink2, maxLines: 2 }),
  }));
  const noProjects = sheet.lay(text.projects.none, rightWidth, body);
  const titleHeight = 14;
  const leftHeight =
    gaps.length === 0
      ? none.height
      : gaps.reduce((sum, { heading, body: laid }) => sum + heading.height + laid.height + 4, 0);
  const rightHeight =
    projects.length === 0
      ? noProjects.height
      : projects.reduce((sum, { name, facts }) => sum + name.height + facts.height + 4, 0);
  return {
    height: titleHeight + Math.max(leftHeight, rightHeight) + density.gap,
    draw(y) {
      sheet.paragraph('H2', text.gaps.title, MARGIN, y, leftWidth, subtitle(colours));
      let at = y + titleHeight;
      if (gaps.length === 0) sheet.tag('P', () => sheet.draw(none, MARGIN, at));
      gaps.forEach(({ heading, body: laid }, index) => {
        const top = at;
        sheet.tag('H3', () => {
          sheet.draw(
            sheet.lay(`${index + 1}.`, number, { size: 8.6, colour: colours.ink, weight: 'bold' }),
            MARGIN,
            top,
          );
          sheet.draw(heading, MARGIN + number, top);
        });
        sheet.tag('P', () => sheet.draw(laid, MARGIN + number, top + heading.height));
        at += heading.height + laid.height + 4;
      });
      const left = MARGIN + leftWidth + COLUMN_GAP;
      sheet.paragraph('H2', text.projects.title, left, y, rightWidth, subtitle(colours));
      at = y + titleHeight;
      if (projects.length === 0) sheet.tag('P', () => sheet.draw(noProjects, left, at));
      for (const { name, facts } of projects) {
        const top = at;
        sheet.tag('P', () => {
          sheet.draw(name, left, top);
          sheet.draw(facts, left, top + name.height);
        });
        at += name.height + facts.height + 4;
      }
    },
  };
}

function notes(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours, density: Density): Block {
  const width = (WIDTH - COLUMN_GAP) / 2;
  const [number, titleHeight] = [12, 11];
  const laid = text.notes.map((note) =>
    sheet.lay(note, width - number, {
      size: density.notes,
      colour: colours.ink2,
      leading: 1.25,
      maxLines: density.noteLines,
    }),
  );
  const columnHeight = (part: readonly { height: number }[]): number => heightOf(part) + part.length * 0.8;
  // The cut that leaves both columns most alike.
  const cut = laid.reduce(
    (best, _, at) =>
      Math.max(columnHeight(laid.slice(0, at + 1)), columnHeight(laid.slice(at + 1))) <
      Math.max(columnHeight(laid.slice(0, best)), columnHeight(laid.slice(best)))
        ? at + 1
        : best,
    0,
  );
  return {
    height: 4 + titleHeight + Math.max(columnHeight(laid.slice(0, cut)), columnHeight(laid.slice(cut))),
    draw(y) {
      line(sheet, MARGIN, y, WIDTH, 0.5, colours.ink3);
      sheet.paragraph('H2', text.notesTitle, MARGIN, y + 3, width, { ...subtitle(colours), size: 7.4 });
      [laid.slice(0, cut), laid.slice(cut)].forEach((column, side) => {
        const left = MARGIN + side * (width + COLUMN_GAP);
        let at = y + 4 + titleHeight;
        column.forEach((note, index) => {
          const top = at;
          sheet.tag('Note', () => {
            sheet.draw(
              sheet.lay(String(index + 1 + side * cut), number - 4, {
                size: density.notes,
                colour: colours.ink,
                weight: 'semibold',
                align: 'right',
                leading: 1.25,
              }),
              left,
              top,
            );
            sheet.draw(note, left + number, top);
          });
          at += note.height + 0.8;
        });
      });
    },
  };
}

function layFoot(sheet: PdfSheet, { text }: ReportPage, colours: ReportColours) {
  const style = small(colours.ink3, 6.2);
  const [limits, printed] = text.foot;
  const laidLimits = sheet.lay(limits ?? '', WIDTH, style);
  const laidPrinted = sheet.lay(printed ?? '', WIDTH - 90, { ...style, maxLines: 2 });
  return { laidLimits, laidPrinted, height: laidLimits.height + laidPrinted.height + 4 };
}

function drawFoot(sheet: PdfSheet, page: ReportPage, colours: ReportColours): void {
  const { laidLimits, laidPrinted, height } = layFoot(sheet, page, colours);
  const y = BOTTOM - height + 4;
  line(sheet, MARGIN, y, WIDTH, 0.5, colours.ink3);
  sheet.tag('P', () => sheet.draw(laidLimits, MARGIN, y + 3));
  sheet.tag('P', () => sheet.draw(laidPrinted, MARGIN, y + 3 + laidLimits.height));
  sheet.tag('P', () =>
    sheet.draw(
      sheet.lay(page.text.page, 84, { ...small(colours.ink3, 6.2), align: 'right' }),
      MARGIN + WIDTH - 84,
      y + 3 + laidLimits.height,
    ),
  );
}

function line(sheet: PdfSheet, x: number, y: number, width: number, weight: number, colour: string): void {
  sheet.artifact(() =>
    sheet.document
      .lineWidth(weight)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke(colour),
  );
}

function groupColour(group: FacilityGroup, { categories, ink }: ReportColours): string {
  return categories[FACILITY_GROUPS[group]] ?? ink;
}
const small = (colour: string, size: number, weight: TextStyle['weight'] = 'regular'): TextStyle => ({
  size,
  colour,
  weight,
  leading: 1.3,
});
const subtitle = (colours: ReportColours): TextStyle => ({
  markColour: colours.action,
  size: 8.6,
  colour: colours.ink,
  weight: 'bold',
  maxLines: 1,
});
const isWord = (cell: string): boolean => !/\d/.test(cell);

function widthOfLaid({ lines }: ReturnType<PdfSheet['lay']>): number {
  return Math.max(
    0,
    ...lines.map((pieces) => pieces.reduce((sum, piece) => sum + piece.width + (piece.spaceBefore ? 2 : 0), 0)),
  );
}

/** Facts in one line, a dot between them. */
function separated(parts: ReportText['facts']): ReportText['facts'] {
  return parts.map((part, at) => (at === 0 ? part : { ...part, text: `· ${part.text}` }));
}
