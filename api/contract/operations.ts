export const operationsContract = {} as const;
