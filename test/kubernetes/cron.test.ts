import { describe, expect, it } from 'vitest';
import { scheduleFault } from '../../lib/kubernetes/cron.js';

describe('cron schedules', () => {
  it.each([
    '0 3 * * *',
    '*/5 0-6,12 1,15 jan-mar MON-FRI',
    '0 0 1 1 0',
    '? ? * * *',
    '@hourly',
    '59 23 31 12 6',
    '0-30/10 * * * *',
  ])('%s', (schedule) => {
    expect(scheduleFault(schedule)).toBeUndefined();
  });

  // Each is refused by the API server: robfig/cron v3, parser.go.
  it.each([
    ['60 * * * *', 'has the minute `60`; allowed: 0 to 59'],
    ['0 24 * * *', 'has the hour `24`; allowed: 0 to 23'],
    ['0 0 0 * *', 'has the day of the month `0`; allowed: 1 to 31'],
    ['0 0 * 13 *', 'has the month `13`; allowed: 1 to 12'],
    ['0 0 * * 7', 'has the day of the week `7`; allowed: 0 to 6'],
    ['0 0 * * mon-', 'has the day of the week `mon-`; allowed: 0 to 6'],
    ['5-1 * * * *', 'has the minute `5-1`; allowed: 0 to 59'],
    ['*/0 * * * *', 'has the minute `*/0`; allowed: 0 to 59'],
    ['1-2-3 * * * *', 'has the minute `1-2-3`; allowed: 0 to 59'],
    ['* * * *', 'is no cron schedule: minute, hour, day of the month, month and day of the week, each after one space'],
    [
      '0  3 * * *',
      'is no cron schedule: minute, hour, day of the month, month and day of the week, each after one space',
    ],
    ['@noon', 'is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly'],
    ['', 'is no cron schedule: minute, hour, day of the month, month and day of the week, each after one space'],
  ])('%s %s', (schedule, fault) => {
    expect(scheduleFault(schedule)).toBe(fault);
  });
});
