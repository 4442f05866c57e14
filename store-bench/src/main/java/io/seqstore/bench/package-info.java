/** The command behind {@code ./seqstore bench}. */
package io.seqstore.bench;
