/**
 * Values of single properties: their Java classes, their defaults, their text, and time in ticks (spec 01, sections 5, 6).
 *
 * <p>Pure functions. May touch {@code schema}; knows neither events nor JSON.
 */
package io.seqstore.types.value;
