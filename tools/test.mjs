/**
 * `npm test`: the checks, then every test. Whatever happens, the last line is `N passed, N failed`, a check counts as
 * one test, and a run in which nothing was tested has failed. `npm test -- PATH` narrows the tests.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runChecks } from './checks.mjs';
import { root, runtimeEnvironment } from './runtime.mjs';

const results = path.join(root, '.cache/test-results.json');
const longestRunMilliseconds = 60 * 60_000;

function runTests(filters) {
  const vitest = path.join(root, 'node_modules/.bin/vitest');
  const list = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...filters];
  return new Promise((resolve) => {
    const child = spawn(vitest, list, {
      cwd: root,
      // Servers and commands are started hundreds of times: what is compiled once need not be again.
      env: { ...runtimeEnvironment(), NODE_COMPILE_CACHE: path.join(root, '.cache/compiled') },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: longestRunMilliseconds,
    });
    // Told to stop, the tests stop first and take their servers down; the last line still tells what happened.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readResults() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    // A file that could not even be loaded has no tests to count, and has failed all the same.
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const checks = await runChecks();
rmSync(results, { force: true });
const code = await runTests(process.argv.slice(2));
const tests = readResults();

// An error outside any test, or no test at all, leaves no failed test behind: it is counted as one.
const unseen = tests.failed === 0 && (code !== 0 || tests.passed === 0) ? 1 : 0;
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed + unseen;

if (tests.skipped > 0) process.stdout.write(`${tests.skipped} skipped\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
