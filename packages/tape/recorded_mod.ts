// Recorded days: a tape of them, days that still grow, and their text.
export { createRecordedTape, recordedBar, type RecordedStore, type RecordedTapeOptions } from "./recorded.ts";
export {
  createRecordedDay,
  type DayHeader,
  type GrowingDay,
  isColumnValue,
  LEVELS_MAX,
  type RecordedDay,
  sameLevels,
} from "./recorded_day.ts";
export { finalLine, headerLine, indicationLine, type ReadTicks, readTicks, sliceLine } from "./recorded_text.ts";
