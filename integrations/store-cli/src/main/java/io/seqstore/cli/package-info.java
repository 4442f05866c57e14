/**
 * The {@code seqstore} command: {@link io.seqstore.cli.Main} takes the command line apart and runs a command, each of which has
 * a package of its own below.
 *
 * <p>Results go to standard output, progress and complaints to standard error; the process ends with 0 when all was done, 1 when
 * data or disk stood in the way, 2 when the command line was wrong.
 */
@NullMarked
package io.seqstore.cli;

import org.jspecify.annotations.NullMarked;
