/**
 * Read step between request and calculation: what a question means for the stream it is put to. Which interpolation holds
 * for which property, which columns a scan has to decode, where intervals meet, which properties can be summarised or
 * sampled. Pure functions of types and definitions; a question that does not fit its stream ends here.
 *
 * <p>May touch {@code query.request}, {@code query.axis}, {@code core.cursor} and {@code types}. Reads no events.
 */
@NullMarked
package io.seqstore.query.plan;

import org.jspecify.annotations.NullMarked;
