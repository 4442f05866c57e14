/**
 * What streams are made of: types with their properties and codes, stream definitions, identifiers, and the rules of what
 * is valid (spec 01; spec 03, section 1).
 *
 * <p>Immutable values and pure functions. May touch the JDK and the exceptions of {@code io.seqstore.types}; knows neither
 * values nor JSON.
 */
package io.seqstore.types.schema;
