/**
 * Who may do what (spec 11, section 6): clients with secrets, the tokens they get for them, and their rights by namespace. A
 * stub for development and tests, off unless clients are given.
 *
 * <p>May touch {@code problem}, {@code request}, {@code answer} and {@code routing}.
 */
@NullMarked
package io.seqstore.server.access;

import org.jspecify.annotations.NullMarked;
