/**
 * The engine: {@link Store}, {@link Stream}, {@link StreamSnapshot}. This package is wiring alone; what happens on a write
 * and on a read stands in the packages below, one a step.
 */
package io.seqstore.core;
