export const permitContract = {} as const;
