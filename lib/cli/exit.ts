/** What the exit code of every command means. */
export const exitCode = {
  done: 0,
  /** Problems in the declarations, or findings. */
  problems: 1,
  /** Could not run: unusable arguments, unreadable or unwritable folders. */
  couldNotRun: 2,
  /** Nothing was judged, which is not the same as nothing found. */
  nothingToJudge: 3,
} as const;
