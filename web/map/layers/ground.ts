import { defineLayer, growing } from '../layer-definition.ts';
import { hatchImage } from '../image-names.ts';

/** Sea, neighbouring regencies and enclaves: always there. */
export const ground = defineLayer({
  id: 'ground',
  family: null,
  tileset: 'ground',
  sourceLayers: ['sea', 'neighbour', 'enclave'],
  minimumZoom: 6,
  labelKey: 'map.layer.ground',
  icon: 'Map',
  legend: [],
  popup: {},
  style: ({ theme }) => [
    [
      'sea',
      {
        id: 'sea',
        type: 'fill',
        source: 'ground',
        'source-layer': 'sea',
        paint: { 'fill-color': theme.sea, 'fill-antialias': false },
      },
    ],
    [
      'land',
      {
        id: 'land-neighbour',
        type: 'fill',
        source: 'ground',
        'source-layer': 'neighbour',
        paint: { 'fill-color': theme.land, 'fill-antialias': false },
      },
    ],
    [
      'land',
      {
        id: 'land-enclave',
        type: 'fill',
        source: 'ground',
        'source-layer': 'enclave',
        paint: { 'fill-color': theme.land, 'fill-antialias': false },
      },
    ],
    [
      'neighbours',
      {
        id: 'neighbour-line',
        type: 'line',
        source: 'ground',
        'source-layer': 'neighbour',
        maxzoom: 13,
        paint: { 'line-color': theme.neighbourLine, 'line-width': 1, 'line-dasharray': [4, 3] },
      },
    ],
    [
      'enclave',
      {
        id: 'enclave',
        type: 'fill',
        source: 'ground',
        'source-layer': 'enclave',
        paint: { 'fill-pattern': hatchImage('enclave', theme) },
      },
    ],
    [
      'enclave',
      {
        id: 'enclave-line',
        type: 'line',
        source: 'ground',
        'source-layer': 'enclave',
        filter: ['has', 'code'],
        paint: { 'line-color': theme.enclaveHatch, 'line-width': growing(9, 0.6, 12, 1.2) },
      },
    ],
  ],
});
