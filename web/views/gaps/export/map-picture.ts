import type { MapImage } from '../../../map/map-image.ts';
import type { MapTheme } from '../../../map/theme.ts';
import type { PrintedLegend } from './cell-legend.ts';
import type { LegendEntry } from './legend-entries.ts';
import { scaleBarOf } from './scale-bar.ts';

export interface PictureContent {
  readonly title: string;
  /** The finding, without marks of emphasis. */
  readonly sentence: string;
  /** Regulation and clause that the figure follows; empty where they stand elsewhere. */
  readonly rule: string;
  readonly legend: PrintedLegend;
  readonly north: string;
  /** Sources, limits, date, address: a paragraph each. */
  readonly foot: readonly string[];
  /** "contoh" where a part is made up, else empty. */
  readonly sample: string;
  readonly writeDistance: (metres: number) => string;
  readonly writeCount: (count: number) => string;
}

const FAMILY = '"Encode Sans Variable", "Encode Sans", system-ui, sans-serif';
const MARGIN = 32;
const SIDE = 236;
const GAP = 20;
const [SWATCH_WIDTH, SWATCH_HEIGHT, ROW] = [28, 20, 28];

/**
 * A sheet for print: the map with its title, finding, legend, scale bar, north arrow, sources and date, on one canvas that
 * has as many pixels to the CSS px as the picture of the map.
 */
export function composePicture(map: MapImage, theme: MapTheme, content: PictureContent): HTMLCanvasElement {
  const width = MARGIN * 2 + map.widthPx + GAP + SIDE;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  const inner = width - 2 * MARGIN;
  const wrap = (text: string, font: string, most: number): string[] => {
    pen.font = font;
    return wrapped(text, most, (part) => pen.measureText(part).width);
  };
  const titleFont = `700 28px ${FAMILY}`;
  const sentenceFont = `450 17px ${FAMILY}`;
  const footFont = `400 11.5px ${FAMILY}`;
  const titleLines = wrap(content.title, titleFont, inner - (content.sample ? 100 : 0));
  const sentenceLines = wrap(content.sentence, sentenceFont, inner);
  const ruleFont = `500 13px ${FAMILY}`;
  const ruleLines = wrap(content.rule, ruleFont, inner);
  const footLines = content.foot.map((text) => wrap(text, footFont, inner));
  const mapTop = MARGIN + titleLines.length * 34 + sentenceLines.length * 24 + ruleLines.length * 18 + 18;
  const footTop = mapTop + map.heightPx + 16;
  const height = footTop + footLines.flat().length * 16 + footLines.length * 3 + MARGIN;

  canvas.width = Math.round(width * map.pixelRatio);
  canvas.height = Math.round(height * map.pixelRatio);
  pen.scale(map.pixelRatio, map.pixelRatio);
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = 'alphabetic';

  let y = MARGIN + 24;
  y = writeLines(titleLines, titleFont, theme.ink, y, 34);
  if (content.sample) drawSample();
  y = writeLines(sentenceLines, sentenceFont, theme.ink2, y - 3, 24);
  writeLines(ruleLines, ruleFont, theme.ink3, y - 4, 18);

  pen.drawImage(map.canvas, MARGIN, mapTop, map.widthPx, map.heightPx);
  pen.strokeStyle = theme.regionLine;
  pen.lineWidth = 1;
  pen.strokeRect(MARGIN, mapTop, map.widthPx, map.heightPx);
  drawLegend(MARGIN + map.widthPx + GAP, mapTop);
  drawScale(MARGIN + map.widthPx + GAP, mapTop + map.heightPx - 6);

  pen.fillStyle = theme.ink3;
  pen.font = footFont;
  let line = footTop + 12;
  for (const lines of footLines) line = writeLines(lines, footFont, theme.ink3, line, 16) + 3;
  return canvas;

  function writeLines(lines: readonly string[], font: string, colour: string, from: number, leading: number): number {
    pen!.font = font;
    pen!.fillStyle = colour;
    lines.forEach((text, at) => pen!.fillText(text, MARGIN, from + at * leading));
    return from + lines.length * leading;
  }

  function drawSample(): void {
    pen!.font = `600 14px ${FAMILY}`;
    const wide = pen!.measureText(content.sample).width + 20;
    pen!.setLineDash([4, 3]);
    pen!.strokeStyle = theme.sample;
    pen!.strokeRect(width - MARGIN - wide, MARGIN + 2, wide, 26);
    pen!.setLineDash([]);
    pen!.fillStyle = theme.sample;
    pen!.fillText(content.sample, width - MARGIN - wide + 10, MARGIN + 20);
  }

  function drawLegend(x: number, top: number): void {
    pen!.fillStyle = theme.ink2;
    let at = top + 12;
    for (const text of wrap(content.legend.unit, `500 13px ${FAMILY}`, SIDE)) {
      pen!.fillText(text, x, at);
      at += 17;
    }
    at += 4;
    if (content.legend.surface) at = drawSurface(content.legend.surface, x, at);
    for (const entry of content.legend.entries) {
      pen!.fillStyle = entry.fill;
      pen!.fillRect(x, at, SWATCH_WIDTH, SWATCH_HEIGHT);
      drawPattern(entry, x, at);
      pen!.strokeStyle = theme.ink3;
      pen!.lineWidth = 0.7;
      pen!.strokeRect(x, at, SWATCH_WIDTH, SWATCH_HEIGHT);
      pen!.fillStyle = theme.ink;
      pen!.font = `400 14px ${FAMILY}`;
      pen!.fillText(entry.label, x + SWATCH_WIDTH + 10, at + 15, SIDE - SWATCH_WIDTH - 50);
      pen!.textAlign = 'right';
      pen!.fillText(content.writeCount(entry.count), x + SIDE, at + 15);
      pen!.textAlign = 'left';
      at += ROW;
    }
    pen!.beginPath();
    pen!.moveTo(x, at + 2);
    pen!.lineTo(x + SIDE, at + 2);
    pen!.stroke();
    pen!.font = `600 14px ${FAMILY}`;
    pen!.fillText(content.legend.total.label, x, at + 20);
    pen!.textAlign = 'right';
    pen!.fillText(content.legend.total.count, x + SIDE, at + 20);
    pen!.textAlign = 'left';
  }

  function drawSurface({ colours, ticks }: NonNullable<PrintedLegend['surface']>, x: number, top: number): number {
    const last = colours.length - 1;
    const ramp = pen!.createLinearGradient(x, 0, x + SIDE, 0);
    colours.forEach((colour, at) => ramp.addColorStop(at / last, colour));
    pen!.fillStyle = ramp;
    pen!.fillRect(x, top, SIDE, SWATCH_HEIGHT);
    pen!.fillStyle = theme.ink;
    pen!.font = `600 12px ${FAMILY}`;
    ticks.forEach((tick, at) => {
      pen!.textAlign = at === 0 ? 'left' : at === last ? 'right' : 'center';
      pen!.fillText(tick, x + (SIDE * at) / last, top + SWATCH_HEIGHT + 16);
    });
    pen!.textAlign = 'left';
    return top + SWATCH_HEIGHT + 30;
  }

  function drawPattern(entry: LegendEntry, x: number, y: number): void {
    if (entry.pattern === 'none') return;
    pen!.save();
    pen!.beginPath();
    pen!.rect(x, y, SWATCH_WIDTH, SWATCH_HEIGHT);
    pen!.clip();
    pen!.strokeStyle = pen!.fillStyle = entry.pattern === 'hatched' ? theme.noDataHatch : theme.ink2;
    pen!.lineWidth = 1.2;
    if (entry.pattern === 'hatched')
      for (let at = -SWATCH_HEIGHT; at < SWATCH_WIDTH; at += 6) {
        pen!.beginPath();
        pen!.moveTo(x + at, y + SWATCH_HEIGHT);
        pen!.lineTo(x + at + SWATCH_HEIGHT, y);
        pen!.stroke();
      }
    else
      for (let dx = 4; dx < SWATCH_WIDTH; dx += 6)
        for (let dy = 4; dy < SWATCH_HEIGHT; dy += 6) pen!.fillRect(x + dx, y + dy, 1.6, 1.6);
    pen!.restore();
  }

  function drawScale(x: number, bottom: number): void {
    const { metres, length } = scaleBarOf(map.metresPerPx, SIDE - 60);
    pen!.strokeStyle = theme.ink;
    pen!.fillStyle = theme.ink;
    pen!.lineWidth = 1.6;
    pen!.beginPath();
    pen!.moveTo(x, bottom - 7);
    pen!.lineTo(x, bottom);
    pen!.lineTo(x + length, bottom);
    pen!.lineTo(x + length, bottom - 7);
    pen!.stroke();
    pen!.font = `500 13px ${FAMILY}`;
    pen!.fillText(content.writeDistance(metres), x, bottom - 12);
    const north = x + SIDE - 16;
    pen!.beginPath();
    pen!.moveTo(north, bottom - 40);
    pen!.lineTo(north + 9, bottom - 12);
    pen!.lineTo(north, bottom - 18);
    pen!.lineTo(north - 9, bottom - 12);
    pen!.closePath();
    pen!.fill();
    pen!.textAlign = 'center';
    pen!.font = `700 14px ${FAMILY}`;
    pen!.fillText(content.north, north, bottom + 2);
    pen!.textAlign = 'left';
  }
}

/** Lines of whole words, none wider than `most`; a word that is wider stands alone. */
export function wrapped(text: string, most: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
