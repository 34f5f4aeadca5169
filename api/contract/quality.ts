export const qualityContract = {} as const;
