import { FacilityKind } from '#model/facility';
import { HazardClass, LandUseKind } from '#model/infrastructure';
import { HardHat, RadioTower, type IconNode } from 'lucide';
import { FACILITY_GROUPS, FACILITY_SYMBOLS } from './facility-symbols.ts';
import { isStage, stageColourOf } from './project-stages.ts';
import { THEMES, type MapTheme, type ThemeName } from './theme.ts';

/**
 * Every image of the map is drawn here, at twice the size, when MapLibre first asks for its name. Names carry the theme,
 * so that a change of theme is a change of name and nothing has to be redrawn in place.
 */
export const PIXEL_RATIO = 2;

export type HatchName = 'no-data' | 'surplus' | 'enclave' | 'diagonal' | 'land-asset';
export type ZonePattern = `hazard-${HazardClass}` | `land-use-${LandUseKind}`;
type HazardClass = (typeof HazardClass.options)[number];
type LandUseKind = (typeof LandUseKind.options)[number];

/** Name of a hatch in a theme. */
export function hatchImage(name: HatchName, theme: MapTheme): string {
  return `${theme.name}/hatch/${name}`;
}
/** Name of a zone's hatch; made-up zones use the violet twin. */
export function zoneImage(pattern: ZonePattern, sample: boolean, theme: MapTheme): string {
  return `${theme.name}/zone/${pattern}${sample ? '/sample' : ''}`;
}
/** What stands before the code in the names of zone hatches, for expressions. */
export function zoneImagePrefix(family: 'hazard' | 'land-use', theme: MapTheme): string {
  return `${theme.name}/zone/${family}-`;
}
/** What stands before the kind in the names of facility discs, for expressions. */
export function facilityImagePrefix(theme: MapTheme): string {
  return `${theme.name}/facility/`;
}
/** What stands before the stage in the names of project signs, for expressions. */
export function projectImagePrefix(theme: MapTheme): string {
  return `${theme.name}/project/`;
}
export function symbolImage(name: 'ict-site' | 'sample-ring' | 'permit', theme: MapTheme): string {
  return `${theme.name}/symbol/${name}`;
}

export interface DrawnImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** The picture of a name at `PIXEL_RATIO`, or `null` for a name that is not ours. Needs a browser's canvas. */
export function drawImage(name: string): DrawnImage | null {
  const [themeName, type, subject, variant] = name.split('/');
  const theme = Object.hasOwn(THEMES, themeName ?? '') ? THEMES[themeName as ThemeName] : undefined;
  if (!theme || !subject) return null;
  const sample = variant === 'sample';
  if (type === 'hatch') return drawHatch(subject as HatchName, theme);
  if (type === 'zone') return drawZone(subject, sample, theme);
  if (type === 'facility') return drawFacility(subject, sample, theme);
  if (type === 'project' && isStage(subject)) return diamond(22, stageColourOf(subject, theme), HardHat, theme);
  if (type === 'symbol') return drawSymbol(subject, theme);
  return null;
}

interface Hatch {
  /** Side of the tile that repeats, in CSS px. */
  readonly size: number;
  readonly width: number;
  readonly colour: string;
  readonly slant: '/' | '\\' | '|' | '-' | 'x' | 'dots';
  readonly ground?: string;
}

function drawHatch(name: HatchName, theme: MapTheme): DrawnImage | null {
  switch (name) {
    case 'no-data':
      return pattern({ size: 7, width: 1.1, colour: theme.noDataHatch, slant: '\\', ground: theme.noData });
    case 'surplus':
      return pattern({ size: 8, width: 1, colour: theme.noDataHatch, slant: '\\' });
    case 'enclave':
      return pattern({ size: 6, width: 0.8, colour: theme.enclaveHatch, slant: '/', ground: theme.enclave });
    case 'diagonal':
      return pattern({ size: 11, width: 0.6, colour: theme.onSequential[5] as string, slant: '/' });
    case 'land-asset':
      return pattern({ size: 5, width: 0.7, colour: theme.categories[4] as string, slant: '-' });
    default:
      return null;
  }
}

const LAND_USE_SLANT: Readonly<Record<LandUseKind, Hatch['slant']>> = {
  lp2b: '/',
  settlement: 'x',
  industry: '|',
  'coast-buffer': '-',
  'river-buffer': '-',
  forest: 'dots',
};
const HAZARD_SIZE: Readonly<Record<HazardClass, number>> = { low: 12, medium: 9, high: 6 };

function drawZone(subject: string, sample: boolean, theme: MapTheme): DrawnImage | null {
  if (subject.startsWith('hazard-')) {
    const hazard = HazardClass.safeParse(subject.slice('hazard-'.length));
    const size = HAZARD_SIZE[hazard.success ? hazard.data : 'medium'];
    return pattern({ size, width: 1, colour: sample ? theme.sample : theme.ink, slant: '\\' });
  }
  if (!subject.startsWith('land-use-')) return null;
  const use = LandUseKind.safeParse(subject.slice('land-use-'.length));
  const slant = use.success ? LAND_USE_SLANT[use.data] : '|';
  const colour = sample ? theme.sample : use.success && use.data === 'lp2b' ? theme.good : theme.ink3;
  return pattern({ size: 9, width: 0.9, colour, slant });
}

function drawFacility(subject: string, sample: boolean, theme: MapTheme): DrawnImage | null {
  const kind = FacilityKind.safeParse(subject);
  if (!kind.success) return null;
  const symbol = FACILITY_SYMBOLS[kind.data];
  const colour = theme.categories[FACILITY_GROUPS[symbol.group]] as string;
  return disc({
    diameter: 22,
    colour,
    glyph: symbol.icon,
    glyphColour: theme.surface,
    halo: theme.halo,
    sample,
    theme,
    ringed: symbol.ringed ?? false,
  });
}

function drawSymbol(subject: string, theme: MapTheme): DrawnImage | null {
  if (subject === 'ict-site')
    return disc({
      diameter: 20,
      colour: theme.ink2,
      glyph: RadioTower,
      glyphColour: theme.surface,
      halo: theme.halo,
      sample: false,
      theme,
      ringed: false,
    });
  if (subject === 'permit') {
    return paint(14, (draw) => {
      draw.fillStyle = theme.halo;
      draw.fillRect(1, 1, 12, 12);
      draw.fillStyle = theme.caution;
      draw.fillRect(2.5, 2.5, 9, 9);
    });
  }
  if (subject === 'sample-ring') {
    return paint(28, (draw) => {
      draw.strokeStyle = theme.sample;
      draw.lineWidth = 1.6;
      draw.setLineDash([3, 2.2]);
      draw.beginPath();
      draw.arc(14, 14, 12.4, 0, 2 * Math.PI);
      draw.stroke();
    });
  }
  return null;
}

function pattern({ size, width, colour, slant, ground }: Hatch): DrawnImage {
  return paint(size, (draw) => {
    if (ground) {
      draw.fillStyle = ground;
      draw.fillRect(0, 0, size, size);
    }
    draw.strokeStyle = colour;
    draw.fillStyle = colour;
    draw.lineWidth = width;
    if (slant === 'dots') {
      for (const [x, y] of [
        [0.25, 0.25],
        [0.75, 0.75],
      ] as const) {
        draw.beginPath();
        draw.arc(x * size, y * size, width, 0, 2 * Math.PI);
        draw.fill();
      }
      return;
    }
    // Lines run past the tile on both sides, so that the corners of the repeated tile meet without a gap.
    draw.beginPath();
    for (const shift of [-size, 0, size]) {
      if (slant === '/' || slant === 'x') segment(draw, shift - 1, size + 1, shift + size + 1, -1);
      if (slant === '\\' || slant === 'x') segment(draw, shift - 1, -1, shift + size + 1, size + 1);
    }
    if (slant === '|') segment(draw, size / 2, -1, size / 2, size + 1);
    if (slant === '-') segment(draw, -1, size / 2, size + 1, size / 2);
    draw.stroke();
  });
}

function segment(draw: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  draw.moveTo(x1, y1);
  draw.lineTo(x2, y2);
}

interface Disc {
  readonly diameter: number;
  readonly colour: string;
  readonly glyph: IconNode;
  readonly glyphColour: string;
  readonly halo: string;
  readonly sample: boolean;
  readonly ringed: boolean;
  readonly theme: MapTheme;
}

function disc({ diameter, colour, glyph, glyphColour, halo, sample, ringed, theme }: Disc): DrawnImage {
  const size = diameter + 8;
  const centre = size / 2;
  return paint(size, (draw) => {
    const circle = (radius: number, ground: string) => {
      draw.fillStyle = ground;
      draw.beginPath();
      draw.arc(centre, centre, radius, 0, 2 * Math.PI);
      draw.fill();
    };
    circle(diameter / 2 + (sample ? 3.5 : 1.6), halo);
    circle(diameter / 2, colour);
    if (ringed) {
      draw.strokeStyle = glyphColour;
      draw.lineWidth = 1;
      draw.beginPath();
      draw.arc(centre, centre, diameter / 2 - 1.8, 0, 2 * Math.PI);
      draw.stroke();
    }
    if (sample) {
      draw.strokeStyle = theme.sample;
      draw.lineWidth = 1.6;
      draw.setLineDash([3, 2]);
      draw.beginPath();
      draw.arc(centre, centre, diameter / 2 + 2.4, 0, 2 * Math.PI);
      draw.stroke();
      draw.setLineDash([]);
    }
    drawGlyph(draw, glyph, centre, ringed ? 11.5 : 14, glyphColour);
  });
}

function diamond(side: number, colour: string, glyph: IconNode, theme: MapTheme): DrawnImage {
  const size = side + 8;
  const centre = size / 2;
  return paint(size, (draw) => {
    for (const [reach, ground] of [
      [side / 2 + 3.5, theme.halo],
      [side / 2 + 1.5, colour],
    ] as const) {
      draw.fillStyle = ground;
      draw.beginPath();
      draw.moveTo(centre, centre - reach);
      draw.lineTo(centre + reach, centre);
      draw.lineTo(centre, centre + reach);
      draw.lineTo(centre - reach, centre);
      draw.fill();
    }
    drawGlyph(draw, glyph, centre, 12, theme.surface);
  });
}

/** A Lucide icon (24 units wide, stroked) centred on a point. */
function drawGlyph(
  draw: CanvasRenderingContext2D,
  glyph: IconNode,
  centre: number,
  size: number,
  colour: string,
): void {
  draw.save();
  draw.translate(centre - size / 2, centre - size / 2);
  draw.scale(size / 24, size / 24);
  draw.strokeStyle = colour;
  draw.lineWidth = 2.4;
  draw.lineCap = 'round';
  draw.lineJoin = 'round';
  for (const [tag, attributes] of glyph) draw.stroke(pathOf(tag, attributes));
  draw.restore();
}

function pathOf(tag: string, attributes: Readonly<Record<string, string | number | undefined>>): Path2D {
  const of = (name: string) => Number(attributes[name] ?? 0);
  const path = new Path2D(tag === 'path' ? String(attributes['d']) : undefined);
  if (tag === 'circle') path.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI);
  if (tag === 'ellipse') path.ellipse(of('cx'), of('cy'), of('rx'), of('ry'), 0, 0, 2 * Math.PI);
  if (tag === 'rect') path.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'));
  if (tag === 'line') {
    path.moveTo(of('x1'), of('y1'));
    path.lineTo(of('x2'), of('y2'));
  }
  if (tag === 'polyline' || tag === 'polygon') {
    const points = String(attributes['points'])
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    for (let i = 0; i < points.length; i += 2)
      path[i === 0 ? 'moveTo' : 'lineTo'](points[i] as number, points[i + 1] as number);
    if (tag === 'polygon') path.closePath();
  }
  return path;
}

function paint(size: number, drawOn: (context: CanvasRenderingContext2D) => void): DrawnImage {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * PIXEL_RATIO;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawOn(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
