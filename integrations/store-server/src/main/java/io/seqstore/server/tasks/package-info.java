/**
 * Requests that go on after their answer (spec 11, section 8): accepted as a task, whose state is asked for later.
 *
 * <p>May touch {@code problem}, {@code request}, {@code answer} and {@code routing}.
 */
@NullMarked
package io.seqstore.server.tasks;

import org.jspecify.annotations.NullMarked;
