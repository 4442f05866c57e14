/**
 * The keys of a stream as points on a line: how far they are apart, where one lies between two others, how a stretch is cut
 * into equal parts. There are two kinds of line: that of keys of 64 bits, on which nothing but longs is looked at and no object
 * is made for a point, and that of Decimal keys, which is exact to the last of their 29 digits.
 *
 * <p>May touch {@code types}. Reads no events.
 */
@NullMarked
package io.seqstore.query.axis;

import org.jspecify.annotations.NullMarked;
