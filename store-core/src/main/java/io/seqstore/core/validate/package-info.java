/**
 * Step 1 of a write: does the batch fit its type, and may its keys be written? Nothing is logged or stored before.
 *
 * <p>Lives here: {@link BatchValidator} (values against the layout), {@link KeyOrder} (sorted keys, repeated keys), {@link
 * WriteErrors} (the words of spec 06, section 2).
 *
 * <p>May touch the types and the limits of {@code codec}.
 */
package io.seqstore.core.validate;
