/**
 * docs/format.md as code: magic numbers, versions, headers, footers, checksums. Every fixed piece of every file has one
 * class here that knows its offsets.
 *
 * <p>May touch {@code memory}. All numbers are little-endian.
 */
package io.seqstore.core.format;
