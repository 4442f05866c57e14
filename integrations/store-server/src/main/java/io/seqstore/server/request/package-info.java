/**
 * Step 2 of a request: what was asked, taken apart: path, parameters, body, deadline, conditions. Lenient where clients are
 * known to differ (spec 11, sections 1 and 2), exact in everything else.
 *
 * <p>Knows no socket and no store; what does not fit becomes a problem. May touch {@code problem} and {@code types}.
 */
@NullMarked
package io.seqstore.server.request;

import org.jspecify.annotations.NullMarked;
