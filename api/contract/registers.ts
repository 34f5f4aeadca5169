export const registerContract = {} as const;
