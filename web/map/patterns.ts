import { HazardClass, LandUseKind } from '#model/infrastructure';
import { paint, type DrawnImage } from './canvas-image.ts';
import { parseImageName, type HatchName } from './image-names.ts';
import type { MapTheme } from './theme.ts';

type HazardClass = (typeof HazardClass.options)[number];
type LandUseKind = (typeof LandUseKind.options)[number];

/** A hatch or a plain sign, or `null` when the name asks for neither. Needs a browser's canvas. */
export function drawPattern(name: string): DrawnImage | null {
  const parsed = parseImageName(name);
  if (!parsed) return null;
  const { theme, type, subject, sample } = parsed;
  if (type === 'hatch') return drawHatch(subject as HatchName, theme);
  if (type === 'zone') return drawZone(subject, sample, theme);
  return type === 'symbol' ? drawSymbol(subject, theme) : null;
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
      // Dots, so that nobody takes plenty for missing data.
      return pattern({ size: 8, width: 1.15, colour: theme.good, slant: 'dots' });
    case 'enclave':
      return pattern({ size: 6, width: 0.8, colour: theme.enclaveHatch, slant: '/', ground: theme.enclave });
    case 'diagonal':
      return pattern({ size: 11, width: 0.6, colour: theme.onSequential[5] as string, slant: '/' });
    case 'unserved':
      return pattern({ size: 7, width: 1.1, colour: theme.critical, slant: '/' });
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

function drawSymbol(subject: string, theme: MapTheme): DrawnImage | null {
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
