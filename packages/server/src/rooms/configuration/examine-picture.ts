/** Whether a picture is what its name says: names are made of what they hold. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { identifyPicture } from '../tenants/index.ts';

/** What is wrong with a picture, or null. */
export function examinePicture(name: string, content: Buffer): string | null {
  try {
    return identifyPicture(content).asset === name ? null : 'The picture is another than its name says.';
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}
