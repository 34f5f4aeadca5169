import { TravelSpeeds } from '#model/travel';
import travelSpeeds from './travel-speeds.json' with { type: 'json' };

/** The speeds that travel time assumes, checked when the module is loaded; grade C, so shown as an assumption. */
export const TRAVEL_SPEEDS: TravelSpeeds = TravelSpeeds.parse(travelSpeeds);
