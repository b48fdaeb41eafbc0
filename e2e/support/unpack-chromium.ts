/**
 * Unpacks the browser that npm brought along into TMPDIR. It runs as a process of its own, because the package decides
 * by the environment what to unpack and changes the environment of whoever loads it.
 */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
