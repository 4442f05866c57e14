/**
 * Looks after the files of a store: every byte that means anything is read and compared with its checksum, and what is said
 * twice with each other. Changes nothing.
 *
 * <p>Lives here: {@link StoreSurvey}, which reads what is right of a store and collects what is not, {@link Verification}, which
 * does that for its own sake, and what they find, {@link FoundDamage} and {@link VerifyReport}.
 *
 * <p>May touch everything below the front door but for what writes.
 */
package io.seqstore.core.verify;
