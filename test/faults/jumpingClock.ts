import { VirtualClock } from '../simulator/virtualClock';

/** A virtual clock whose time of day can be set, as by a person or a time server; measured time goes on as before. */
export class JumpingClock extends VirtualClock {
  private offset = 0;

  override wallTime(): number {
    return super.wallTime() + this.offset;
  }

  /** @param ms forwards, or backwards where negative */
  setTimeOfDay(ms: number): void {
    this.offset += ms;
  }
}
