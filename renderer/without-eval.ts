import { config } from 'zod';

/**
 * The page may not make code from text (its content security policy refuses it), so zod is told not to try.
 * Import this before anything that builds a schema: zod asks when a schema is made.
 */
config({ jitless: true });
