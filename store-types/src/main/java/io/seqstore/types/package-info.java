/**
 * What every layer above speaks of: keys and ranges of keys, and the one family of exceptions that a caller may catch.
 *
 * <p>Types, values, events, units, views, the registry and the search language stand in the packages below, one way: {@code
 * schema}, {@code value}, {@code event}, {@code json}, {@code record}, {@code unit}, {@code registry}, {@code search}, {@code
 * view}. No disk, no threads.
 */
package io.seqstore.types;
