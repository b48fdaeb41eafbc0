/**
 * What a leaked password is looked up by: SHA-1 of its text, because lists of them are kept so. It protects nothing, and
 * nothing that customers have is kept by it.
 */
import { hash } from 'node:crypto';

export const leakHash = (text: string): Buffer => hash('sha1', text, 'buffer');
