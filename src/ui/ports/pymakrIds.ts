/** Pymakr, stable and preview, as published. */
export const pymakrIds = ['pycom.pymakr', 'pycom.pymakr-preview'];
