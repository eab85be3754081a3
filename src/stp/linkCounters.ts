/** What went wrong on the link and was mended, by cause; part of the report. */
export interface LinkCounters {
  /** Answers that never came in time. */
  missing: number;
  /** Answers with a wrong CRC, length, operation, session or transaction. */
  damaged: number;
  /** Requests the modem refused or did not understand. */
  refused: number;
}

export function newLinkCounters(): LinkCounters {
  return { missing: 0, damaged: 0, refused: 0 };
}

/** Requests that had to be sent again. */
export function retriesOf(counters: LinkCounters): number {
  return counters.missing + counters.damaged + counters.refused;
}
