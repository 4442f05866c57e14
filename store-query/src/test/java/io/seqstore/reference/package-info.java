/**
 * Every read once more, as plainly as possible over a sorted list, and the tests that compare the store with it on random
 * streams: types, keys, modes, overrides, filters and ways of being stored are all drawn from a seed.
 */
package io.seqstore.reference;
