/**
 * The conductor of opening: the newest manifest, its catalog files and segments, and the log records behind them, become a
 * whole store; then one flush makes the log empty, and what no manifest names is removed. After a clean close none of that is
 * needed, and nothing is written.
 *
 * <p>Loops and ifs stand here, and in what an opening runs through elsewhere, where lambdas and pipelines would be shorter: most
 * openings are the first of a process, where each lambda costs the JVM a class that it makes then, a third of a millisecond.
 *
 * <p>May touch everything below. Repeatable, and safe to crash at any point: nothing is removed before the new manifest is
 * durable, and an open that fails leaves every file as it was.
 */
package io.seqstore.core.recover;
