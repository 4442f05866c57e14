/** The last events of streams, kept side by side for those who ask for nothing else. */
@NullMarked
package io.seqstore.core.latest;

import org.jspecify.annotations.NullMarked;
