// Loaded into the measured process: writes down at its end what the whole of it used.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');

const STATUS = '/proc/self/status';

// Linux counts in `maxRSS` what the parent held when it forked; the other counter begins with this program.
function peakBytes(maxRSS) {
  const own = existsSync(STATUS) ? /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return Number(own ? own[1] : maxRSS) * 1024;
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: peakBytes(maxRSS) };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
});
