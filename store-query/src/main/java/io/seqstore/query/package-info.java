/**
 * The conductor of reads: takes a request, lets {@code plan} and {@code calculate} do their steps on one state of a stream,
 * and hands back columns. No logic of its own.
 *
 * <p>May touch the packages below {@code query}, {@code core} and {@code types}.
 */
@NullMarked
package io.seqstore.query;

import org.jspecify.annotations.NullMarked;
