/**
 * What the person at the screen sees: tables, a small plot, a progress line, numbers made readable, and what is said when
 * something cannot be done.
 *
 * <p>Lives here: {@link io.seqstore.cli.terminal.Terminal} is the door to both streams; {@link
 * io.seqstore.cli.terminal.Table} and {@link io.seqstore.cli.terminal.Plot} make lines of text; {@link
 * io.seqstore.cli.terminal.Alphabet} decides with which characters.
 *
 * <p>May touch the JDK only. Knows nothing of stores, files or events.
 */
@NullMarked
package io.seqstore.cli.terminal;

import org.jspecify.annotations.NullMarked;
