package io.seqstore.query.request;

/**
 * Find distinct: the stored event at or beside a key (spec 07, 2.3). Never calculates.
 *
 * @param key where to look
 * @param mode which event to take
 */
public record FindRequest(long key, SearchMode mode) {}
