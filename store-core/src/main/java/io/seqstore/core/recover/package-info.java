/**
 * The conductor of opening: the newest manifest, its catalog files and segments, and the log records behind them, become a
 * whole store; then one flush makes the log empty, and what no manifest names is removed.
 *
 * <p>May touch everything below. Repeatable, and safe to crash at any point: nothing is removed before the new manifest is
 * durable, and an open that fails leaves every file as it was.
 */
package io.seqstore.core.recover;
